package io.github.socialhook.dispatch.queue;

import java.time.Instant;
import java.time.InstantSource;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HoldReason;
import io.github.socialhook.dispatch.attempt.AttemptRecorder;
import io.github.socialhook.dispatch.attempt.HandlerExecution;
import io.github.socialhook.dispatch.registry.Handler;
import io.github.socialhook.handler.DependencyUnavailableException;
import io.github.socialhook.inbox.Failure;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Decides how many attempts of a handler may run: none while it is paused, one probe at a
 * time while its circuit breaker is open, else as many as its concurrency. Not
 * thread-safe.
 */
final class HandlerAdmission {

	private static final Log logger = LogFactory.getLog(HandlerAdmission.class);

	private final Handler handler;

	private final HandlingListener listener;

	private final AttemptRecorder recorder;

	private final InstantSource clock;

	private final CircuitBreaker breaker = new CircuitBreaker();

	private @Nullable Instant pausedSince;

	/** How the latest attempt failed while the breaker is open. */
	private @Nullable Failure lastFailure;

	HandlerAdmission(Handler handler, ExecutorResources resources) {
		this.handler = handler;
		this.listener = resources.listener();
		this.recorder = resources.recorder();
		this.clock = resources.clock();
		// So that the metrics exist from the start.
		for (HoldReason reason : HoldReason.values()) {
			this.listener.held(handler.name(), reason, false);
		}
		this.listener.lost(handler.name(), 0);
	}

	/** Returns how many attempts may run now. */
	int permits() {
		if (this.pausedSince != null) {
			return 0;
		}
		if (this.breaker.isOpen()) {
			return this.breaker.mayProbe(this.clock.instant()) ? 1 : 0;
		}
		return this.handler.settings().concurrency();
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

	@Nullable Instant nextProbeAt() {
		return this.breaker.nextProbeAt();
	}

	@Nullable String lastError() {
		Failure failure = this.lastFailure;
		if (failure == null || !this.breaker.isOpen()) {
			return null;
		}
		return failure.message().isEmpty() ? failure.type() : failure.type() + ": " + failure.message();
	}

	void started(HandlerExecution execution) {
		if (this.breaker.isOpen()) {
			this.breaker.probeStarted(execution.id(), this.clock.instant());
		}
	}

	void ended(HandlerExecution execution) {
		this.breaker.ignore(execution.id());
	}

	void succeeded(HandlerExecution execution) {
		boolean wasOpen = this.breaker.isOpen();
		this.breaker.succeeded(execution.id());
		if (wasOpen && !this.breaker.isOpen()) {
			recovered();
		}
	}

	private void recovered() {
		logger.info("Handler " + this.handler + " works again and continues with its waiting deliveries");
		this.listener.held(this.handler.name(), HoldReason.FAILING, false);
	}

	/** An attempt failed. */
	FailureDecision failed(HandlerExecution execution, Throwable thrown) {
		boolean wasOpen = this.breaker.isOpen();
		Instant now = this.clock.instant();
		FailureDecision decision = (thrown instanceof DependencyUnavailableException)
				? this.breaker.unavailable(execution.id(), now) : this.breaker.failed(execution.id(), now);
		if (this.breaker.isOpen()) {
			this.lastFailure = this.recorder.describe(execution, thrown);
		}
		if (!wasOpen && this.breaker.isOpen()) {
			logger.error("Handler " + this.handler + reasonOf(thrown)
					+ ", so it is held: its deliveries wait, and one at a time is tried");
			this.listener.held(this.handler.name(), HoldReason.FAILING, true);
		}
		return decision;
	}

	private static String reasonOf(Throwable thrown) {
		return (thrown instanceof DependencyUnavailableException) ? " cannot work now (" + thrown.getMessage() + ")"
				: " fails for nearly all deliveries, most recently with " + thrown.getClass().getName();
	}

	/** Pauses the handler, or resumes it if the time is absent. */
	void pause(@Nullable Instant since) {
		boolean wasPaused = this.pausedSince != null;
		this.pausedSince = since;
		if (wasPaused != (since != null)) {
			logger
				.info("Handler " + this.handler + ((since != null) ? " is paused; its deliveries wait" : " continues"));
			this.listener.held(this.handler.name(), HoldReason.PAUSED, since != null);
		}
	}

	/**
	 * Closes the circuit breaker, because an operator resumes the handler. Earlier
	 * failures do not count towards opening it again.
	 */
	void closeBreaker() {
		boolean wasOpen = this.breaker.isOpen();
		this.breaker.close();
		if (wasOpen) {
			recovered();
		}
	}

}
