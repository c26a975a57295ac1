package io.github.socialhook.store.spill;

import java.util.Set;
import java.util.TreeSet;

import io.github.socialhook.log.LogLimit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What the target refuses although it works. It stays in the file, the others are moved
 * without it, and it is tried again after pauses that grow. Used by one thread, apart
 * from its size.
 */
final class RefusedDeliveries {

	private static final Log logger = LogFactory.getLog(RefusedDeliveries.class);

	private final TreeSet<Long> ids = new TreeSet<>();

	private final LogLimit log = new LogLimit();

	private final String target;

	private final ExponentialBackOff backOff;

	private BackOffExecution pauses;

	private long retryNanos;

	private String reason = "";

	private volatile int size;

	RefusedDeliveries(String target, ExponentialBackOff backOff) {
		this.target = target;
		this.backOff = backOff;
		this.pauses = backOff.start();
	}

	/** How many there are. May be called by any thread. */
	int size() {
		return this.size;
	}

	boolean contains(Spill.Spilled spilled) {
		return this.ids.contains(spilled.id());
	}

	/** Returns the number of the oldest. */
	long oldest() {
		return this.ids.first();
	}

	/** Whether all of them are to be tried again. */
	boolean isTimeToRetry() {
		return !this.ids.isEmpty() && this.retryNanos - System.nanoTime() <= 0;
	}

	void add(Spill.Spilled spilled, String reason) {
		if (this.ids.isEmpty()) {
			this.pauses = this.backOff.start();
			scheduleRetry();
		}
		this.ids.add(spilled.id());
		this.reason = reason;
		this.size = this.ids.size();
	}

	/** They are in the target now, as is what else was tried with them. */
	void removeAll(Set<Long> stored) {
		if (this.ids.removeAll(stored)) {
			this.pauses = this.backOff.start();
			this.size = this.ids.size();
		}
	}

	/** They have been tried, and what was stored of them is removed. */
	void scheduleRetry() {
		this.retryNanos = System.nanoTime() + this.pauses.nextBackOff() * 1_000_000;
	}

	/** Says once a minute that there are some. */
	void log() {
		if (!this.ids.isEmpty() && this.log.isTime()) {
			logger.error(this.target + " refuses " + this.ids.size() + " deliveries, which stay in the local spill and "
					+ "are retried after pauses of up to a minute: " + this.reason);
		}
	}

}
