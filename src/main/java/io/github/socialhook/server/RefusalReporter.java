package io.github.socialhook.server;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.socialhook.delivery.Rejection;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.log.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;

/**
 * Reports what the web server itself refuses to the listeners and the log, there at most
 * once a minute for each reason. Nothing that a stranger wrote is reported.
 */
final class RefusalReporter {

	/** Reports nothing. */
	static final RefusalReporter NONE = new RefusalReporter(() -> RequestListener.of(List.of()));

	private static final Log logger = LogFactory.getLog(RefusalReporter.class);

	private final Supplier<RequestListener> listener;

	private final Map<Refusal, LogLimit> throttles = new EnumMap<>(Refusal.class);

	RefusalReporter(Supplier<RequestListener> listener) {
		this.listener = listener;
		for (Refusal refusal : Refusal.values()) {
			this.throttles.put(refusal, new LogLimit());
		}
	}

	void report(Request request, Refusal refusal) {
		request.action(ActionCode.REQ_HOST_ADDR_ATTRIBUTE, request);
		String address = String.valueOf(request.remoteAddr());
		long started = request.getStartTimeNanos();
		Duration elapsed = (started >= 0) ? Duration.ofNanos(System.nanoTime() - started) : Duration.ZERO;
		this.listener.get().answered(null, refusal.outcome(), elapsed);
		this.listener.get()
			.rejected(new Rejection(Instant.now().truncatedTo(ChronoUnit.MILLIS), null, refusal.outcome(),
					refusal.name(), refusal.cause(), address, lengthOf(request)));
		LogLimit throttle = this.throttles.get(refusal);
		long suppressed = (throttle != null) ? throttle.acquire() : -1;
		if (suppressed >= 0) {
			logger.warn("Refused what came from " + address + ": " + refusal + LogLimit.describe(suppressed) + ". "
					+ refusal.cause());
		}
	}

	private static long lengthOf(Request request) {
		try {
			return request.getContentLengthLong();
		}
		catch (IllegalArgumentException ex) {
			return -1;
		}
	}

}
