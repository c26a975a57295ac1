package io.github.socialhook.signature;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.socialhook.delivery.EndpointName;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs refusals, each kind at most once a minute, so that a flood of forgeries does not
 * become a flood of lines. Nothing that a stranger wrote is logged.
 */
final class RefusalLog {

	private static final Log logger = LogFactory.getLog(WebhookFilter.class);

	private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

	private final ConcurrentMap<Kind, Count> counts = new ConcurrentHashMap<>();

	void note(EndpointName endpoint, Verdict.Refused refused, String address) {
		Count count = this.counts.computeIfAbsent(new Kind(endpoint, refused), (kind) -> new Count());
		long silent = count.next(System.nanoTime());
		if (silent >= 0) {
			String others = (silent > 0) ? "; " + silent + " more like it since the last such line" : "";
			logger.warn("Refused a request to endpoint '" + endpoint + "' from " + address + ": "
					+ refused.refusal().status() + " " + refused.refusal() + others + ". " + refused.cause());
		}
	}

	private record Kind(EndpointName endpoint, Verdict.Refused refused) {
	}

	private static final class Count {

		private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

		private final AtomicLong silent = new AtomicLong();

		/** Returns how many went unlogged, or -1 if this one has to be silent too. */
		private long next(long now) {
			long due = this.nextLine.get();
			if (now - due >= 0 && this.nextLine.compareAndSet(due, now + INTERVAL)) {
				return this.silent.getAndSet(0);
			}
			this.silent.incrementAndGet();
			return -1;
		}

	}

}
