package io.github.socialhook.configuration;

import org.springframework.boot.diagnostics.FailureAnalysis;

/** What a user is told about a configuration that is invalid. */
public final class Analysis {

	private Analysis() {
	}

	/** Returns it for a failed start, or null if another reason made it fail. */
	public static FailureAnalysis of(Throwable failure) {
		return new InvalidConfigurationFailureAnalyzer().analyze(failure);
	}

}
