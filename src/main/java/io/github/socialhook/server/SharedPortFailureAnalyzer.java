package io.github.socialhook.server;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when the operations side has no separate port. */
final class SharedPortFailureAnalyzer extends AbstractFailureAnalyzer<SharedPortException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SharedPortException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Set management.server.port to a port that differs from server.port and is not open to the internet.",
				cause);
	}

}
