package io.github.socialhook.signature;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The door: lets a request through only as a {@link VerifiedRequest}. What can be decided
 * from the headers is decided before the body is read.
 */
final class WebhookFilter extends HttpFilter {

	private static final long serialVersionUID = 1L;

	private static final Log logger = LogFactory.getLog(WebhookFilter.class);

	private static final String SIGNATURE = "x-amity-signature";

	private static final String LEGACY_SIGNATURE = "x-eko-signature";

	private final transient Endpoints endpoints;

	private final transient BodyReader bodies;

	private final transient RequestListener listener;

	private final transient InstantSource clock;

	private final transient Refuser refuser;

	private final transient Diagnosis diagnosis;

	WebhookFilter(Endpoints endpoints, BodyReader bodies, RequestListener listener, InstantSource clock,
			Refuser refuser) {
		this.endpoints = endpoints;
		this.diagnosis = new Diagnosis(endpoints, System::nanoTime);
		this.bodies = bodies;
		this.listener = listener;
		this.clock = clock;
		this.refuser = refuser;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		long started = System.nanoTime();
		Endpoint endpoint = this.endpoints.of(request);
		if (endpoint == null) {
			WebhookResponses.notFound(response);
			return;
		}
		List<String> signatures = Collections.list(request.getHeaders(SIGNATURE));
		if (isLegacyTwin(request, signatures)) {
			this.listener.answered(endpoint.name(), RequestOutcome.LEGACY, since(started));
			WebhookResponses.acknowledge(response);
			return;
		}
		switch (judge(request, signatures, endpoint, started)) {
			case Verdict.Genuine(VerifiedRequest verified) -> {
				verified.attachTo(request);
				admit(request, response, chain, verified);
			}
			case Verdict.Refused refused -> this.refuser.refuse(request, response, endpoint.name(), refused, started);
		}
	}

	/**
	 * Every event is also sent with only the older signature; see
	 * {@code docs/guarantees.md}.
	 */
	private static boolean isLegacyTwin(HttpServletRequest request, List<String> signatures) {
		return signatures.isEmpty() && "POST".equals(request.getMethod())
				&& request.getHeader(LEGACY_SIGNATURE) != null;
	}

	private Verdict judge(HttpServletRequest request, List<String> signatures, Endpoint endpoint, long started) {
		Refusal refusal = judgeHeaders(request, signatures);
		if (refusal == Refusal.MALFORMED_SIGNATURE) {
			return judgeMalformed(request, signatures.getFirst(), endpoint);
		}
		if (refusal != null) {
			return new Verdict.Refused(refusal);
		}
		String signature = signatures.getFirst();
		BodyReader.Body read = this.bodies.read(request);
		try {
			return switch (read) {
				case BodyReader.Body.Refused(Refusal unread) -> new Verdict.Refused(unread);
				case BodyReader.Body.Complete(byte[] body) when !endpoint.verifier().verify(signature, body) ->
					Verdict.Refused.because(Refusal.WRONG_SIGNATURE, this.diagnosis.ofWrong(endpoint, signature, body));
				case BodyReader.Body.Complete(byte[] body) ->
					new Verdict.Genuine(new VerifiedRequest(endpoint.name(), Payload.of(body), now(), started));
			};
		}
		finally {
			this.bodies.release(read);
		}
	}

	/** Refused in any case; now and then the body tells why. */
	private Verdict judgeMalformed(HttpServletRequest request, String signature, Endpoint endpoint) {
		if (request.getAttribute(Endpoints.NO_ROOM) != null
				|| !this.diagnosis.isWorthReading(signature, request.getContentLengthLong())) {
			return new Verdict.Refused(Refusal.MALFORMED_SIGNATURE);
		}
		BodyReader.Body read = this.bodies.read(request);
		try {
			String cause = (read instanceof BodyReader.Body.Complete(byte[] body))
					? this.diagnosis.ofMalformed(endpoint, signature, body) : null;
			return Verdict.Refused.because(Refusal.MALFORMED_SIGNATURE, cause);
		}
		finally {
			this.bodies.release(read);
		}
	}

	private @Nullable Refusal judgeHeaders(HttpServletRequest request, List<String> signatures) {
		if (!"POST".equals(request.getMethod())) {
			return Refusal.WRONG_METHOD;
		}
		if (signatures.size() != 1) {
			return signatures.isEmpty() ? Refusal.NO_SIGNATURE : Refusal.SEVERAL_SIGNATURES;
		}
		if (!SignatureVerifier.isWellFormed(signatures.getFirst())) {
			return Refusal.MALFORMED_SIGNATURE;
		}
		if (!isJson(request.getContentType())) {
			return Refusal.WRONG_TYPE;
		}
		if (request.getHeader("Content-Encoding") != null) {
			return Refusal.ENCODED_BODY;
		}
		if (this.bodies.isTooLarge(request)) {
			return Refusal.TOO_LARGE;
		}
		return (request.getAttribute(Endpoints.NO_ROOM) != null) ? Refusal.NO_ROOM : null;
	}

	/** A request that says nothing of its type is taken at the word of its signature. */
	private static boolean isJson(@Nullable String contentType) {
		if (contentType == null) {
			return true;
		}
		int parameters = contentType.indexOf(';');
		String type = (parameters < 0) ? contentType : contentType.substring(0, parameters);
		String normal = type.strip().toLowerCase(Locale.ROOT);
		return normal.equals("application/json") || (normal.startsWith("application/") && normal.endsWith("+json"));
	}

	/**
	 * Whatever goes wrong further in, the sender learns no more than that it may try
	 * again.
	 */
	private void admit(HttpServletRequest request, HttpServletResponse response, FilterChain chain,
			VerifiedRequest verified) throws IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException ex) {
			logger.error("A genuine request to endpoint '" + verified.endpoint() + "' failed", ex);
			if (!response.isCommitted()) {
				response.reset();
				this.listener.answered(verified.endpoint(), RequestOutcome.UNAVAILABLE, verified.elapsed());
				WebhookResponses.unavailable(response);
			}
		}
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	private static Duration since(long started) {
		return Duration.ofNanos(System.nanoTime() - started);
	}

}
