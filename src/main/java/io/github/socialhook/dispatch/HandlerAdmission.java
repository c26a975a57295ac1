package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HoldReason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many attempts of a handler through at a time: none while it is paused, one
 * probe now and then while it fails for nearly everything. Not safe for use by several
 * threads.
 */
final class HandlerAdmission {

	private static final Log logger = LogFactory.getLog(HandlerAdmission.class);

	private final Handler handler;

	private final HandlingListener listener;

	private final InstantSource clock;

	private final CircuitBreaker breaker = new CircuitBreaker();

	private @Nullable Instant pausedSince;

	HandlerAdmission(Handler handler, HandlingListener listener, InstantSource clock) {
		this.handler = handler;
		this.listener = listener;
		this.clock = clock;
		// So that there is a figure before there is trouble.
		for (HoldReason reason : HoldReason.values()) {
			listener.held(handler.name(), reason, false);
		}
		listener.lost(handler.name(), 0);
	}

	/** How many may run now. */
	int width() {
		if (this.pausedSince != null) {
			return 0;
		}
		if (this.breaker.isOpen()) {
			return this.breaker.mayProbe(this.clock.instant()) ? 1 : 0;
		}
		return this.handler.terms().concurrency();
	}

	boolean isHeld() {
		return this.pausedSince != null || this.breaker.isOpen();
	}

	boolean isFailing() {
		return this.breaker.isOpen();
	}

	@Nullable Instant pausedSince() {
		return this.pausedSince;
	}

	@Nullable Instant failingSince() {
		return this.breaker.openSince();
	}

	void begins(HandlerExecution job) {
		if (this.breaker.isOpen()) {
			this.breaker.probing(job.id(), this.clock.instant());
		}
	}

	void ends(HandlerExecution job) {
		this.breaker.undecided(job.id());
	}

	void succeeded(HandlerExecution job) {
		boolean before = this.breaker.isOpen();
		this.breaker.succeeded(job.id());
		if (before && !this.breaker.isOpen()) {
			recovered();
		}
	}

	private void recovered() {
		logger.info("Handler " + this.handler + " works again and goes on with what waited for it");
		this.listener.held(this.handler.name(), HoldReason.FAILING, false);
	}

	/**
	 * An attempt failed.
	 * @return how long the delivery is to step aside without losing an attempt; null if
	 * the attempt counts
	 */
	@Nullable Duration failed(HandlerExecution job, Throwable thrown) {
		boolean before = this.breaker.isOpen();
		Duration aside = this.breaker.failed(job.id(), this.clock.instant());
		if (!before && this.breaker.isOpen()) {
			logger.error("Handler " + this.handler + " fails for nearly everything, at last with "
					+ thrown.getClass().getName() + ", so it is held: its deliveries wait, and one at a time is tried");
			this.listener.held(this.handler.name(), HoldReason.FAILING, true);
		}
		return aside;
	}

	/** Pauses, or ends the pause if the time is absent. */
	void pause(@Nullable Instant since) {
		boolean before = this.pausedSince != null;
		this.pausedSince = since;
		if (before != (since != null)) {
			logger.info("Handler " + this.handler + ((since != null) ? " is paused; its deliveries wait" : " goes on"));
			this.listener.held(this.handler.name(), HoldReason.PAUSED, since != null);
		}
	}

	/** Somebody says that the handler has recovered. */
	void reopen() {
		if (this.breaker.isOpen()) {
			this.breaker.close();
			recovered();
		}
	}

}
