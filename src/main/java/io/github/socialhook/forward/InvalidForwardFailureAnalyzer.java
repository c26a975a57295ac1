package io.github.socialhook.forward;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Describes an invalid entry of {@code socialhook.forward} and what to do about it. */
final class InvalidForwardFailureAnalyzer extends AbstractFailureAnalyzer<InvalidForwardException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidForwardException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
