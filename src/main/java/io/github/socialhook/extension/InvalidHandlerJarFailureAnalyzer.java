package io.github.socialhook.extension;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do about a jar of handlers that cannot be used. */
final class InvalidHandlerJarFailureAnalyzer extends AbstractFailureAnalyzer<InvalidHandlerJarException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidHandlerJarException cause) {
		return new FailureAnalysis(cause.getMessage(), actionFor(cause.getCause()), cause);
	}

	private static String actionFor(@Nullable Throwable reason) {
		String java = "compiled for Java " + Runtime.version().feature() + " or older";
		return switch (reason) {
			case NoClassDefFoundError ex ->
				"Put the jar that has the missing class into the same folder, or build a jar that has it.";
			case null,
					default ->
				"Put plain jars there (no executable ones), " + java
						+ " and readable for the user that runs Socialhook, or name another folder in "
						+ "socialhook.handlers.folder.";
		};
	}

}
