package io.github.socialhook.demo;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to get the demo, or the receiver. */
final class DemoRefusedFailureAnalyzer extends AbstractFailureAnalyzer<DemoRefusedException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DemoRefusedException cause) {
		return new FailureAnalysis(cause.getMessage(), "To see the demo, start it without " + cause.setting()
				+ ". To start the receiver, leave out the argument 'demo'.", cause);
	}

}
