package io.github.socialhook.signature;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import io.github.socialhook.delivery.Payload;
import io.github.socialhook.problem.Overload;
import io.github.socialhook.signature.BodyReader.Body;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request is genuine. What can be decided from the headers is decided
 * before the body is read.
 */
final class RequestVerifier {

	private final BodyReader bodies;

	private final Diagnosis diagnosis;

	private final InstantSource clock;

	RequestVerifier(BodyReader bodies, Diagnosis diagnosis, InstantSource clock) {
		this.bodies = bodies;
		this.diagnosis = diagnosis;
		this.clock = clock;
	}

	/**
	 * Verifies a request.
	 * @param signatures the values of its signature header
	 * @param started when it arrived, in the nanoseconds of this machine
	 */
	Verdict verify(HttpServletRequest request, List<String> signatures, EndpointVerifier endpoint, long started) {
		RejectionReason reason = checkHeaders(request, signatures);
		if (reason == RejectionReason.MALFORMED_SIGNATURE) {
			return rejectMalformed(request, signatures.getFirst(), endpoint);
		}
		if (reason != null) {
			return new Verdict.Rejected(reason);
		}
		String signature = signatures.getFirst();
		Body read = this.bodies.read(request);
		try {
			return switch (read) {
				case Body.Rejected(RejectionReason unread) -> new Verdict.Rejected(unread);
				case Body.Complete(byte[] body) -> verify(endpoint, signature, body, started);
			};
		}
		finally {
			this.bodies.release(read);
		}
	}

	private Verdict verify(EndpointVerifier endpoint, String signature, byte[] body, long started) {
		SignatureVerifier verifier = endpoint.current();
		int secret = verifier.secretOf(signature, body);
		if (secret < 0) {
			return Verdict.Rejected.because(RejectionReason.WRONG_SIGNATURE,
					this.diagnosis.ofMismatch(endpoint, signature, body));
		}
		return new Verdict.Genuine(new VerifiedRequest(endpoint.endpoint(), Payload.of(body), now(), started),
				verifier.isRotating(), secret == 0);
	}

	/** The request is rejected in any case; the body may tell why. */
	private Verdict rejectMalformed(HttpServletRequest request, String signature, EndpointVerifier endpoint) {
		if (isOverloaded(request) || this.bodies.isTooLarge(request)
				|| !this.diagnosis.isWorthReading(signature, request.getContentLengthLong())) {
			return new Verdict.Rejected(RejectionReason.MALFORMED_SIGNATURE);
		}
		Body read = this.bodies.read(request);
		try {
			return switch (read) {
				// The web server answers so anyway, when a body does not come.
				case Body.Rejected(RejectionReason unread) when unread == RejectionReason.TOO_SLOW
						|| unread == RejectionReason.BROKEN_BODY ->
					new Verdict.Rejected(unread);
				case Body.Rejected unread -> new Verdict.Rejected(RejectionReason.MALFORMED_SIGNATURE);
				case Body.Complete(byte[] body) -> Verdict.Rejected.because(RejectionReason.MALFORMED_SIGNATURE,
						this.diagnosis.ofMalformed(endpoint, signature, body));
			};
		}
		finally {
			this.bodies.release(read);
		}
	}

	private @Nullable RejectionReason checkHeaders(HttpServletRequest request, List<String> signatures) {
		if (!"POST".equals(request.getMethod())) {
			return RejectionReason.WRONG_METHOD;
		}
		if (signatures.size() != 1) {
			return signatures.isEmpty() ? RejectionReason.NO_SIGNATURE : RejectionReason.SEVERAL_SIGNATURES;
		}
		if (!SignatureVerifier.isWellFormed(signatures.getFirst())) {
			return RejectionReason.MALFORMED_SIGNATURE;
		}
		if (!isJson(request.getContentType())) {
			return RejectionReason.WRONG_TYPE;
		}
		if (isEncoded(request)) {
			return RejectionReason.ENCODED_BODY;
		}
		if (this.bodies.isTooLarge(request)) {
			return RejectionReason.TOO_LARGE;
		}
		if (request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") == null) {
			return RejectionReason.NO_LENGTH;
		}
		return isOverloaded(request) ? RejectionReason.NO_ROOM : null;
	}

	/** Whether the web server cannot wait for the body. */
	private static boolean isOverloaded(HttpServletRequest request) {
		return Overload.isMarkedOn(request);
	}

	/** The encoding "identity" is none. */
	private static boolean isEncoded(HttpServletRequest request) {
		if (request.getHeader("Content-Encoding") == null) {
			return false;
		}
		return Collections.list(request.getHeaders("Content-Encoding"))
			.stream()
			.flatMap((line) -> Arrays.stream(line.split(",")))
			.anyMatch((encoding) -> !encoding.strip().equalsIgnoreCase("identity"));
	}

	/** Without a content type, the signature is proof enough of what the body is. */
	private static boolean isJson(@Nullable String contentType) {
		if (contentType == null) {
			return true;
		}
		int parameters = contentType.indexOf(';');
		String type = (parameters < 0) ? contentType : contentType.substring(0, parameters);
		String normal = type.strip().toLowerCase(Locale.ROOT);
		return normal.equals("application/json") || (normal.startsWith("application/") && normal.endsWith("+json"));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

}
