package io.github.socialhook.kafka;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Describes an invalid configuration of the outlet and what to do about it. It runs
 * before the analyzers of Spring Boot, which would describe the binding instead.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidOutletFailureAnalyzer extends AbstractFailureAnalyzer<InvalidOutletException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidOutletException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
