package io.github.socialhook.signature;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Rejection;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.source.IpAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Answers rejected requests, and reports them to the listener and the log. */
final class RejectionHandler {

	private final RequestListener listener;

	private final InstantSource clock;

	private final RejectionLog log = new RejectionLog();

	RejectionHandler(RequestListener listener, InstantSource clock) {
		this.listener = listener;
		this.clock = clock;
	}

	/**
	 * Rejects a request.
	 * @param endpoint the endpoint it was sent to, if there is one
	 * @param started when it arrived, in the nanoseconds of this machine
	 */
	void reject(HttpServletRequest request, HttpServletResponse response, @Nullable EndpointName endpoint,
			Verdict.Rejected rejected, long started) throws IOException {
		RejectionReason reason = rejected.reason();
		this.listener.answered(endpoint, reason.outcome(), Duration.ofNanos(System.nanoTime() - started));
		// A web server that trusts headers may return any text of a stranger here.
		String address = IpAddress.canonical(request.getRemoteAddr());
		this.listener.rejected(new Rejection(this.clock.instant().truncatedTo(ChronoUnit.MILLIS), endpoint,
				reason.outcome(), reason.name(), rejected.cause(), address, request.getContentLengthLong()));
		this.log.log(endpoint, rejected, address);
		WebhookResponses.reject(response, reason);
	}

}
