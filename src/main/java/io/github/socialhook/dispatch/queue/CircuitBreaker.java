package io.github.socialhook.dispatch.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes an outage from poison messages. It opens when nearly all recent attempts
 * of a handler have failed, or when one reports an outage, so that it does not use up the
 * attempts of what waits; while it is open, one probe at a time finds out whether the
 * handler has recovered. A small number of deliveries that always fail never opens it.
 * Not thread-safe.
 */
final class CircuitBreaker {

	/** The number of recent attempts that are evaluated. */
	private static final int WINDOW_SIZE = 20;

	/** The number of different deliveries among them that must have failed. */
	private static final int MINIMUM_FAILED_DELIVERIES = 10;

	/** Opens when fewer than one attempt in this number has succeeded. */
	private static final int ATTEMPTS_PER_SUCCESS = 5;

	private static final Duration INITIAL_PROBE_INTERVAL = Duration.ofSeconds(1);

	private static final Duration MAXIMUM_PROBE_INTERVAL = Duration.ofSeconds(30);

	private static final Duration MAXIMUM_POSTPONEMENT = Duration.ofMinutes(5);

	private final Deque<Result> window = new ArrayDeque<>(WINDOW_SIZE);

	private @Nullable Instant openSince;

	private Instant lastProbe = Instant.MIN;

	private Duration probeInterval = INITIAL_PROBE_INTERVAL;

	private int failedProbes;

	private @Nullable DeliveryId probe;

	/** Returns the time since which it is open; null while it is closed. */
	@Nullable Instant openSince() {
		return this.openSince;
	}

	boolean isOpen() {
		return this.openSince != null;
	}

	/**
	 * Returns when the next probe may start; null while one runs, and while it is closed.
	 */
	@Nullable Instant nextProbeAt() {
		if (!isOpen() || this.probe != null) {
			return null;
		}
		return this.lastProbe.equals(Instant.MIN) ? this.openSince : this.lastProbe.plus(this.probeInterval);
	}

	/** Whether a probe may start now. */
	boolean mayProbe(Instant now) {
		// A clock that was set back must not delay the probe.
		boolean early = !now.isBefore(this.lastProbe) && now.isBefore(this.lastProbe.plus(this.probeInterval));
		return isOpen() && this.probe == null && !early;
	}

	void probeStarted(DeliveryId id, Instant now) {
		this.probe = id;
		this.lastProbe = now;
	}

	/** An attempt succeeded: the probe closes it. */
	void succeeded(DeliveryId id) {
		record(new Result(id, true));
		if (isOpen() && id.equals(this.probe)) {
			close();
		}
	}

	/** An attempt failed. */
	FailureDecision failed(DeliveryId id, Instant now) {
		if (!isOpen()) {
			record(new Result(id, false));
			if (isOutage()) {
				open(now);
			}
			return new FailureDecision.Count();
		}
		probed(id);
		// Long enough for others to be probed: this one may be a poison message.
		Duration delay = this.probeInterval.multipliedBy(this.failedProbes + 2L);
		return new FailureDecision.Postpone((delay.compareTo(MAXIMUM_POSTPONEMENT) < 0) ? delay : MAXIMUM_POSTPONEMENT);
	}

	/**
	 * An attempt found that nothing can be handled now. The delivery has its turn first
	 * again: it is not to blame, and must not be overtaken.
	 */
	FailureDecision unavailable(DeliveryId id, Instant now) {
		if (!isOpen()) {
			open(now);
		}
		probed(id);
		return new FailureDecision.Postpone(Duration.ZERO);
	}

	/** If it was the probe, the next one waits longer. */
	private void probed(DeliveryId id) {
		if (id.equals(this.probe)) {
			this.probe = null;
			this.failedProbes++;
			Duration doubled = this.probeInterval.multipliedBy(2);
			this.probeInterval = (doubled.compareTo(MAXIMUM_PROBE_INTERVAL) < 0) ? doubled : MAXIMUM_PROBE_INTERVAL;
		}
	}

	/** An attempt ended without a result that tells whether the handler works. */
	void ignore(DeliveryId id) {
		if (id.equals(this.probe)) {
			this.probe = null;
			this.lastProbe = Instant.MIN;
		}
	}

	void close() {
		this.openSince = null;
		this.probe = null;
		this.window.clear();
	}

	private void open(Instant now) {
		this.openSince = now;
		this.lastProbe = now;
		this.probeInterval = INITIAL_PROBE_INTERVAL;
		this.failedProbes = 0;
	}

	private void record(Result result) {
		if (this.window.size() == WINDOW_SIZE) {
			this.window.removeFirst();
		}
		this.window.add(result);
	}

	private boolean isOutage() {
		long failed = this.window.stream().filter((each) -> !each.success()).map(Result::id).distinct().count();
		long succeeded = this.window.stream().filter(Result::success).count();
		return failed >= MINIMUM_FAILED_DELIVERIES && succeeded * ATTEMPTS_PER_SUCCESS < this.window.size();
	}

	/** The result of an attempt for a delivery. */
	private record Result(DeliveryId id, boolean success) {
	}

}
