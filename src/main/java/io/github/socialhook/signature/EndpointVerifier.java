package io.github.socialhook.signature;

import java.util.List;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.endpoint.Endpoint;
import io.github.socialhook.endpoint.Secret;

/**
 * Verifies the signatures of one endpoint with the secrets that are accepted at the
 * moment.
 */
final class EndpointVerifier {

	private final Endpoint endpoint;

	private volatile SignatureVerifier current;

	EndpointVerifier(Endpoint endpoint) {
		this.endpoint = endpoint;
		this.current = new SignatureVerifier(endpoint.secrets());
	}

	EndpointName endpoint() {
		return this.endpoint.name();
	}

	/** Returns a verifier whose secrets do not change. */
	SignatureVerifier current() {
		SignatureVerifier verifier = this.current;
		List<Secret> secrets = this.endpoint.secrets();
		if (!verifier.secrets().equals(secrets)) {
			verifier = new SignatureVerifier(secrets);
			this.current = verifier;
		}
		return verifier;
	}

}
