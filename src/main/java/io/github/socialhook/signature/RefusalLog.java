package io.github.socialhook.signature;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.socialhook.delivery.EndpointName;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs refusals, each kind at most once a minute, so that a flood of forgeries does not
 * become a flood of lines. Nothing that a stranger wrote is logged.
 */
final class RefusalLog {

	private static final Log logger = LogFactory.getLog(WebhookFilter.class);

	private final ConcurrentMap<Kind, LogPause> pauses = new ConcurrentHashMap<>();

	void note(EndpointName endpoint, Verdict.Refused refused, String address) {
		long silent = this.pauses.computeIfAbsent(new Kind(endpoint, refused), (kind) -> new LogPause())
			.next(System.nanoTime());
		if (silent >= 0) {
			logger.warn("Refused a request to endpoint '" + endpoint + "' from " + address + ": "
					+ refused.refusal().status() + " " + refused.refusal() + LogPause.others(silent) + ". "
					+ refused.cause());
		}
	}

	private record Kind(EndpointName endpoint, Verdict.Refused refused) {
	}

}
