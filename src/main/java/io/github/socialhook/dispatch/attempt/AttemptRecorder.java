package io.github.socialhook.dispatch.attempt;

import java.time.Duration;
import java.time.InstantSource;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.handler.RetryLaterException;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.redaction.Redaction;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Turns the results of attempts into outcomes, schedules the retries, and reports both.
 */
public final class AttemptRecorder {

	private static final Log logger = LogFactory.getLog(AttemptRecorder.class);

	private final HandlingListener listener;

	private final InstantSource clock;

	private final boolean logErrors;

	private final Redaction redaction;

	/**
	 * Creates a recorder.
	 * @param listener is notified of each attempt
	 * @param clock the source of the current time
	 * @param logErrors whether the log has the messages and traces of exceptions
	 * @param redaction masks what is recorded of exceptions
	 */
	public AttemptRecorder(HandlingListener listener, InstantSource clock, boolean logErrors, Redaction redaction) {
		this.listener = listener;
		this.clock = clock;
		this.logErrors = logErrors;
		this.redaction = redaction;
	}

	/**
	 * Records an attempt.
	 * @param execution the attempt
	 * @param result its result
	 */
	public void record(HandlerExecution execution, AttemptResult.Completed result) {
		Outcome outcome = switch (result) {
			case AttemptResult.Succeeded succeeded -> new Outcome.Handled();
			case AttemptResult.Rejected rejected -> new Outcome.Dead(describe(execution, rejected.cause()));
			case AttemptResult.Failed failed -> RetrySchedule.of(execution.handler().settings())
				.after(execution.number(), failed.cause(), describe(execution, failed.cause()), this.clock.instant());
		};
		log(execution, outcome, causeOf(result));
		notifyListener(execution, tagOf(outcome), result.timing());
		execution.end(new Attempt(execution.handler().name(), execution.number(), result.timing().startedAt(),
				result.timing().elapsed(), outcome));
	}

	/**
	 * Describes what a handler threw, without what is to be masked.
	 * @param execution the attempt
	 * @param thrown what the handler threw
	 * @return its description
	 */
	public Failure describe(HandlerExecution execution, Throwable thrown) {
		return Failures.describe(thrown, this.redaction.textsAbout(execution.claim().delivery().payload().bytes()));
	}

	/**
	 * Reports a failed attempt that does not count, because the circuit breaker of the
	 * handler is open.
	 * @param execution the attempt
	 * @param failed its result
	 * @param delay how long the delivery must wait
	 * @return the delay, or a longer one that the handler asks for
	 */
	public Duration reportUncounted(HandlerExecution execution, AttemptResult.Failed failed, Duration delay) {
		notifyListener(execution, HandlingOutcome.RETRYING, failed.timing());
		logger.info("Handler " + execution.handler() + " still fails: delivery " + execution.id() + " with "
				+ failed.cause().getClass().getName() + "; it keeps its attempts", traceOf(failed.cause()));
		if (failed.cause() instanceof RetryLaterException later && later.delay().compareTo(delay) > 0) {
			return RetrySchedule.bounded(later.delay());
		}
		return delay;
	}

	private void notifyListener(HandlerExecution execution, HandlingOutcome outcome, AttemptResult.Timing timing) {
		this.listener.attempted(execution.handler().name(), execution.parsed().eventTag(), execution.id(), outcome,
				timing.elapsed());
	}

	private void log(HandlerExecution execution, Outcome outcome, @Nullable Throwable cause) {
		switch (outcome) {
			case Outcome.Handled handled -> {
			}
			case Outcome.Retry retry -> logger
				.warn(failureOf(execution) + retry.failure().type() + "; next at " + retry.dueAt(), traceOf(cause));
			case Outcome.Dead dead -> logger
				.error(failureOf(execution) + dead.failure().type() + "; it is a dead letter now", traceOf(cause));
		}
	}

	/** Only on request: the message of an exception may hold what a user wrote. */
	private @Nullable Throwable traceOf(@Nullable Throwable cause) {
		return this.logErrors ? cause : null;
	}

	private static @Nullable Throwable causeOf(AttemptResult.Completed result) {
		return switch (result) {
			case AttemptResult.Succeeded succeeded -> null;
			case AttemptResult.Rejected rejected -> rejected.cause();
			case AttemptResult.Failed failed -> failed.cause();
		};
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
