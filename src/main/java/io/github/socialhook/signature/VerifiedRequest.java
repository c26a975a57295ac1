package io.github.socialhook.signature;

import java.time.Duration;
import java.time.Instant;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.problem.GenuineRequest;
import jakarta.servlet.http.HttpServletRequest;

/**
 * A request that is proven to come from Social+. Only this room can make one.
 */
public final class VerifiedRequest {

	private final EndpointName endpoint;

	private final Payload payload;

	private final Instant receivedAt;

	private final long startedNanos;

	VerifiedRequest(EndpointName endpoint, Payload payload, Instant receivedAt, long startedNanos) {
		this.endpoint = endpoint;
		this.payload = payload;
		this.receivedAt = receivedAt;
		this.startedNanos = startedNanos;
	}

	static boolean isAttachedTo(HttpServletRequest request) {
		return GenuineRequest.proofOf(request) != null;
	}

	void attachTo(HttpServletRequest request) {
		GenuineRequest.mark(request, this);
	}

	/**
	 * Returns the endpoint whose secret made the signature.
	 * @return the name of a configured endpoint
	 */
	public EndpointName endpoint() {
		return this.endpoint;
	}

	/**
	 * Returns the bytes that were signed.
	 * @return the body
	 */
	public Payload payload() {
		return this.payload;
	}

	/**
	 * Returns when the request came in.
	 * @return the time of this machine, to the millisecond, when the whole body was there
	 */
	public Instant receivedAt() {
		return this.receivedAt;
	}

	/**
	 * Returns how long ago the request came in, whatever the clock of the machine did.
	 * @return the time since its headers were read
	 */
	public Duration elapsed() {
		return Duration.ofNanos(System.nanoTime() - this.startedNanos);
	}

}
