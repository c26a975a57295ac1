package io.github.socialhook.source;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do about source addresses that cannot work, such as a broken range. */
final class InvalidSourceFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSourceException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSourceException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
