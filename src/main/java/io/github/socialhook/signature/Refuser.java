package io.github.socialhook.signature;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Rejection;
import io.github.socialhook.delivery.RequestListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** WebhookResponses what is not let in, and tells of it. */
final class Refuser {

	private final RequestListener listener;

	private final InstantSource clock;

	private final RefusalLog log = new RefusalLog();

	Refuser(RequestListener listener, InstantSource clock) {
		this.listener = listener;
		this.clock = clock;
	}

	/**
	 * Refuses a request.
	 * @param started when it arrived, in the nanoseconds of this machine
	 */
	void refuse(HttpServletRequest request, HttpServletResponse response, EndpointName endpoint,
			Verdict.Refused refused, long started) throws IOException {
		Refusal refusal = refused.refusal();
		this.listener.answered(endpoint, refusal.outcome(), Duration.ofNanos(System.nanoTime() - started));
		String address = addressOf(request);
		this.listener.rejected(new Rejection(this.clock.instant().truncatedTo(ChronoUnit.MILLIS), endpoint,
				refusal.outcome(), refusal.name(), refused.cause(), address, request.getContentLengthLong()));
		this.log.note(endpoint, refused, address);
		WebhookResponses.reject(response, refusal);
	}

	/** A web server that believes headers may take any text of a stranger's for it. */
	private static String addressOf(HttpServletRequest request) {
		Address address = Address.parse(request.getRemoteAddr());
		return (address != null) ? address.toString() : "?";
	}

}
