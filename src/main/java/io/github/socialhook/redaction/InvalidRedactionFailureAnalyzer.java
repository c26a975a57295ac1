package io.github.socialhook.redaction;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do about a path that cannot be masked. */
final class InvalidRedactionFailureAnalyzer extends AbstractFailureAnalyzer<InvalidRedactionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidRedactionException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
