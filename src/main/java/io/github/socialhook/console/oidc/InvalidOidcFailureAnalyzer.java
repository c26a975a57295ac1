package io.github.socialhook.console.oidc;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do about log-ins at a provider that cannot work. */
final class InvalidOidcFailureAnalyzer extends AbstractFailureAnalyzer<InvalidOidcException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidOidcException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
