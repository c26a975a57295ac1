package io.github.socialhook.dispatch.attempt;

import java.time.Duration;
import java.time.InstantSource;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.handler.RetryLaterException;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Outcome;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Turns the results of attempts into outcomes, schedules the retries, and reports both.
 */
public final class AttemptRecorder {

	private static final Log logger = LogFactory.getLog(AttemptRecorder.class);

	private final HandlingListener listener;

	private final InstantSource clock;

	/**
	 * Creates a recorder.
	 * @param listener is notified of each attempt
	 * @param clock the source of the current time
	 */
	public AttemptRecorder(HandlingListener listener, InstantSource clock) {
		this.listener = listener;
		this.clock = clock;
	}

	/**
	 * Records an attempt.
	 * @param execution the attempt
	 * @param result its result
	 */
	public void record(HandlerExecution execution, AttemptResult.Completed result) {
		Outcome outcome = switch (result) {
			case AttemptResult.Succeeded succeeded -> new Outcome.Handled();
			case AttemptResult.Rejected rejected -> new Outcome.Dead(Failures.describe(rejected.cause()));
			case AttemptResult.Failed failed -> RetrySchedule.of(execution.handler().settings())
				.after(execution.number(), failed.cause(), this.clock.instant());
		};
		log(execution, outcome);
		notifyListener(execution, tagOf(outcome), result.timing());
		execution.end(new Attempt(execution.handler().name(), execution.number(), result.timing().startedAt(),
				result.timing().elapsed(), outcome));
	}

	/**
	 * Reports a failed attempt that does not count, because the circuit breaker of the
	 * handler is open.
	 * @param execution the attempt
	 * @param failed its result
	 * @param delay how long the delivery has to wait
	 * @return the delay, or a longer one that the handler asks for
	 */
	public Duration reportUncounted(HandlerExecution execution, AttemptResult.Failed failed, Duration delay) {
		notifyListener(execution, HandlingOutcome.RETRYING, failed.timing());
		logger.info("Handler " + execution.handler() + " still fails: delivery " + execution.id() + " with "
				+ failed.cause().getClass().getName() + "; it keeps its attempts");
		if (failed.cause() instanceof RetryLaterException later && later.delay().compareTo(delay) > 0) {
			return RetrySchedule.bounded(later.delay());
		}
		return delay;
	}

	private void notifyListener(HandlerExecution execution, HandlingOutcome outcome, AttemptResult.Timing timing) {
		this.listener.attempted(execution.handler().name(), execution.parsed().eventTag(), execution.id(), outcome,
				timing.elapsed());
	}

	/** Without the exception's message: it may hold what a user wrote. */
	private static void log(HandlerExecution execution, Outcome outcome) {
		switch (outcome) {
			case Outcome.Handled handled -> {
			}
			case Outcome.Retry retry ->
				logger.warn(failureOf(execution) + retry.failure().type() + "; next at " + retry.dueAt());
			case Outcome.Dead dead ->
				logger.error(failureOf(execution) + dead.failure().type() + "; it is a dead letter now");
		}
	}

	private static String failureOf(HandlerExecution execution) {
		return "Handler " + execution.handler() + " failed delivery " + execution.id() + " in attempt "
				+ execution.number() + " with ";
	}

	private static HandlingOutcome tagOf(Outcome outcome) {
		return switch (outcome) {
			case Outcome.Handled handled -> HandlingOutcome.HANDLED;
			case Outcome.Retry retry -> HandlingOutcome.RETRYING;
			case Outcome.Dead dead -> HandlingOutcome.DEAD;
		};
	}

}
