package io.github.socialhook.signature;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do about an endpoint that cannot work, such as one without a secret. */
final class InvalidEndpointFailureAnalyzer extends AbstractFailureAnalyzer<InvalidEndpointException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidEndpointException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
