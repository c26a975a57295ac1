package io.github.socialhook.signature;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.log.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Logs rejections, each kind at most once a minute, so that a flood of forgeries does not
 * become a flood of lines. Nothing that a stranger wrote is logged.
 */
final class RejectionLog {

	private static final Log logger = LogFactory.getLog(WebhookFilter.class);

	private final ConcurrentMap<Kind, LogLimit> throttles = new ConcurrentHashMap<>();

	void log(@Nullable EndpointName endpoint, Verdict.Rejected rejected, String address) {
		long suppressed = this.throttles.computeIfAbsent(new Kind(endpoint, rejected), (kind) -> new LogLimit())
			.acquire();
		if (suppressed >= 0) {
			String what = (endpoint != null) ? "Refused a request to endpoint '" + endpoint + "'"
					: "Refused a request to no endpoint";
			logger.warn(what + " from " + address + ": " + rejected.reason().status() + " " + rejected.reason()
					+ LogLimit.describe(suppressed) + ". " + rejected.cause());
		}
	}

	private record Kind(@Nullable EndpointName endpoint, Verdict.Rejected rejected) {
	}

}
