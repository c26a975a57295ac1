package io.github.socialhook.console.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do about a user whose password could not be verified. */
final class InvalidUserFailureAnalyzer extends AbstractFailureAnalyzer<InvalidUserException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidUserException cause) {
		return new FailureAnalysis(cause.getMessage(), "Set " + cause.property()
				+ " to \"{bcrypt}\" followed by the hash that '" + Users.HASH_COMMAND + "' prints after the colon.",
				cause);
	}

}
