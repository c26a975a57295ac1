package io.github.socialhook.signature;

import java.util.Objects;

import io.github.socialhook.endpoint.Endpoints;
import org.jspecify.annotations.Nullable;

/**
 * Checks one signature outside of the service, and finds out why it is wrong as the
 * service does.
 */
public final class SignatureCheck {

	private final EndpointVerifiers endpoints;

	/**
	 * A check with the secrets of some endpoints.
	 * @param endpoints the endpoints, of which the first is the one that is meant
	 */
	public SignatureCheck(Endpoints endpoints) {
		this.endpoints = new EndpointVerifiers(endpoints);
	}

	/**
	 * Checks a signature.
	 * @param signature the value of the header {@code x-amity-signature}
	 * @param body the body as it was received
	 * @return the likely cause if it is wrong, or null if it is genuine
	 */
	public @Nullable String causeOfRefusal(String signature, byte[] body) {
		EndpointVerifier endpoint = this.endpoints.all().iterator().next();
		Diagnosis diagnosis = new Diagnosis(this.endpoints, System::nanoTime);
		if (!SignatureVerifier.isWellFormed(signature)) {
			return Objects.requireNonNullElse(diagnosis.ofMalformed(endpoint, signature, body),
					RejectionReason.MALFORMED_SIGNATURE.cause());
		}
		return endpoint.current().verify(signature, body) ? null : Objects.requireNonNullElse(
				diagnosis.ofMismatch(endpoint, signature, body), RejectionReason.WRONG_SIGNATURE.cause());
	}

}
