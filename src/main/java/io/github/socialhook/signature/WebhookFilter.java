package io.github.socialhook.signature;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Hands a request to an endpoint on only as a {@link VerifiedRequest}, straight to its
 * receiver, and answers every other request itself. No later filter sees a webhook:
 * security, sessions and pages of a host application have no part in it.
 */
final class WebhookFilter extends HttpFilter {

	private static final long serialVersionUID = 1L;

	private static final Log logger = LogFactory.getLog(WebhookFilter.class);

	private static final String SIGNATURE = "x-amity-signature";

	private static final String LEGACY_SIGNATURE = "x-eko-signature";

	private final transient EndpointVerifiers endpoints;

	private final transient PathComparison paths;

	private final transient SourceFilter sources;

	private final transient RequestVerifier verifier;

	private final transient RejectionHandler rejections;

	private final transient VerifiedRequestReceiver receiver;

	private final transient RequestListener listener;

	WebhookFilter(EndpointVerifiers endpoints, SourceFilter sources, RequestVerifier verifier,
			RejectionHandler rejections, VerifiedRequestReceiver receiver, RequestListener listener) {
		this.endpoints = endpoints;
		this.paths = endpoints.comparison();
		this.sources = sources;
		this.verifier = verifier;
		this.rejections = rejections;
		this.receiver = receiver;
		this.listener = listener;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException {
		long started = System.nanoTime();
		EndpointVerifier endpoint = this.endpoints.find(request);
		if (endpoint == null) {
			Verdict.Rejected rejected = Verdict.Rejected.because(RejectionReason.NOT_FOUND,
					this.paths.compare(request.getRequestURI()));
			this.rejections.reject(request, response, null, rejected, started);
		}
		else if (this.sources.isEnabled()) {
			this.sources.filter(request, response, endpoint.endpoint(), started,
					(client) -> filter(client, response, endpoint, started));
		}
		else {
			filter(request, response, endpoint, started);
		}
	}

	private void filter(HttpServletRequest request, HttpServletResponse response, EndpointVerifier endpoint,
			long started) throws IOException {
		List<String> signatures = Collections.list(request.getHeaders(SIGNATURE));
		if (isLegacyDuplicate(request, signatures)) {
			this.listener.answered(endpoint.endpoint(), RequestOutcome.LEGACY,
					Duration.ofNanos(System.nanoTime() - started));
			WebhookResponses.acknowledge(response);
			return;
		}
		switch (this.verifier.verify(request, signatures, endpoint, started)) {
			case Verdict.Genuine(VerifiedRequest verified, boolean rotating, boolean newest) -> {
				if (rotating) {
					this.listener.verified(verified.endpoint(), newest);
				}
				verified.attachTo(request);
				receive(verified, response);
			}
			case Verdict.Rejected rejected ->
				this.rejections.reject(request, response, endpoint.endpoint(), rejected, started);
		}
	}

	/**
	 * Every event is also sent with only the older signature; see
	 * {@code docs/guarantees.md}.
	 */
	private static boolean isLegacyDuplicate(HttpServletRequest request, List<String> signatures) {
		return signatures.isEmpty() && "POST".equals(request.getMethod())
				&& request.getHeader(LEGACY_SIGNATURE) != null;
	}

	/** Whatever fails later, the sender learns only that it may try again. */
	private void receive(VerifiedRequest verified, HttpServletResponse response) throws IOException {
		try {
			this.receiver.receive(verified, response);
		}
		catch (RuntimeException ex) {
			logger.error("A genuine request to endpoint '" + verified.endpoint() + "' failed", ex);
			if (!response.isCommitted()) {
				response.reset();
				this.listener.answered(verified.endpoint(), RequestOutcome.UNAVAILABLE, verified.elapsed());
				WebhookResponses.unavailable(response);
			}
		}
	}

}
