package io.github.socialhook.signature;

import java.util.List;

import io.github.socialhook.delivery.EndpointName;

/** One configured endpoint. Its secrets may change while it runs, all at once. */
final class Endpoint {

	private final EndpointName name;

	private final String path;

	private volatile SignatureVerifier verifier;

	Endpoint(EndpointName name, String path, SignatureVerifier verifier) {
		this.name = name;
		this.path = path;
		this.verifier = verifier;
	}

	EndpointName name() {
		return this.name;
	}

	/** Where it answers. */
	String path() {
		return this.path;
	}

	/**
	 * Knows the secrets of this moment. Who verifies more than once keeps it meanwhile.
	 */
	SignatureVerifier verifier() {
		return this.verifier;
	}

	void accept(List<Secret> secrets) {
		this.verifier = new SignatureVerifier(secrets);
	}

}
