package io.github.socialhook.test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of one handler for one delivery. Every expectation waits until the
 * handler is done with what is due; one that is not met fails with the story of the
 * delivery.
 */
public final class HandlerAssert {

	private static final long INTERVAL_NANOS = Duration.ofMillis(10).toNanos();

	private final SentDelivery delivery;

	private final List<String> names;

	HandlerAssert(SentDelivery delivery, List<String> names) {
		this.delivery = delivery;
		this.names = names;
	}

	/**
	 * Expects that it has returned.
	 * @return this handler
	 */
	public HandlerAssert isHandled() {
		this.delivery.settled(SentDelivery.TIMEOUT);
		return require(last() != null && last().outcome() instanceof Outcome.Handled, "handle the delivery");
	}

	/**
	 * Expects that it returns within a time of the machine. A busy machine can be slow,
	 * so be generous.
	 * @param timeout how long to wait at most
	 * @return this handler
	 */
	public HandlerAssert isHandledWithin(Duration timeout) {
		boolean handled = this.delivery.await(
				(all) -> attempts(all).stream().anyMatch((attempt) -> attempt.outcome() instanceof Outcome.Handled),
				timeout);
		return require(handled, "handle the delivery within " + timeout);
	}

	/**
	 * Expects that it was not called.
	 * @return this handler
	 */
	public HandlerAssert isNeverCalled() {
		return isCalled(0);
	}

	/**
	 * Expects that it was called so often by now, whatever came of it.
	 * @param times how often
	 * @return this handler
	 */
	public HandlerAssert isCalled(int times) {
		this.delivery.settled(SentDelivery.TIMEOUT);
		int calls = attempts().size();
		return require(calls == times, "be called " + times + " times, not " + calls);
	}

	/**
	 * Moves the clock to each of the next retries, and expects that the attempt before
	 * each has failed.
	 * @param times how many retries
	 * @return this handler
	 */
	public HandlerAssert retries(int times) {
		for (int i = 0; i < times; i++) {
			this.delivery.settled(SentDelivery.TIMEOUT);
			Instant due = dueAt();
			require(due != null, "be retried " + times + " times");
			this.delivery.time().forwardTo(Objects.requireNonNull(due));
		}
		this.delivery.settled(SentDelivery.TIMEOUT);
		return this;
	}

	/**
	 * Expects that it failed and is to try again.
	 * @return this handler
	 */
	public HandlerAssert willBeRetried() {
		this.delivery.settled(SentDelivery.TIMEOUT);
		return require(dueAt() != null, "be retried");
	}

	/**
	 * Expects that it failed and is to try again after so much time of the clock, give or
	 * take the fifth by which retries are spread.
	 * @param delay how long after now
	 * @return this handler
	 */
	public HandlerAssert willBeRetriedAfter(Duration delay) {
		willBeRetried();
		Duration actual = Duration.between(this.delivery.time().instant(), dueAt());
		return require(actual.minus(delay).abs().compareTo(delay.dividedBy(5).plusSeconds(1)) < 0,
				"be retried after " + delay + ", not " + actual);
	}

	/**
	 * Expects that it failed for good, so that the delivery is a dead letter.
	 * @return this handler
	 */
	public HandlerAssert isDead() {
		this.delivery.settled(SentDelivery.TIMEOUT);
		return require(last() != null && last().outcome() instanceof Outcome.Dead, "fail for good");
	}

	/**
	 * Expects that its last attempt failed with an exception, whether or not it is to try
	 * again.
	 * @param type the class of the exception
	 * @return this handler
	 */
	public HandlerAssert failedWith(Class<? extends Throwable> type) {
		this.delivery.settled(SentDelivery.TIMEOUT);
		Failure failure = failure();
		return require(failure != null && failure.type().equals(type.getName()), "fail with " + type.getName());
	}

	/**
	 * Continues the sentence.
	 * @return this handler
	 */
	public HandlerAssert then() {
		return this;
	}

	/**
	 * Expects something that follows from the delivery, sooner or later, such as what a
	 * repository has.
	 * @param expectation throws an {@link AssertionError} until it is met
	 * @return this handler
	 */
	public HandlerAssert andEventually(Runnable expectation) {
		long end = System.nanoTime() + SentDelivery.TIMEOUT.toNanos();
		while (true) {
			try {
				expectation.run();
				return this;
			}
			catch (AssertionError ex) {
				if (System.nanoTime() - end > 0) {
					throw new AssertionError(ex.getMessage() + "\n" + this.delivery.story(), ex);
				}
				LockSupport.parkNanos(INTERVAL_NANOS);
			}
		}
	}

	/**
	 * Returns the delivery, to expect something of another handler.
	 * @return the delivery
	 */
	public SentDelivery delivery() {
		return this.delivery;
	}

	private List<Attempt> attempts() {
		return this.delivery.look(this::attempts);
	}

	private List<Attempt> attempts(MemoryDelivery all) {
		return all.attempts().stream().filter((attempt) -> this.names.contains(attempt.handler())).toList();
	}

	private @Nullable Attempt last() {
		List<Attempt> attempts = attempts();
		long handlers = attempts.stream().map(Attempt::handler).distinct().count();
		if (handlers > 1) {
			throw new IllegalArgumentException(
					"Several of its handlers take this event: choose one of " + this.names + " with toHandler(…)");
		}
		return attempts.isEmpty() ? null : attempts.getLast();
	}

	private @Nullable Failure failure() {
		Attempt last = last();
		if (last == null) {
			return null;
		}
		return switch (last.outcome()) {
			case Outcome.Handled handled -> null;
			case Outcome.Retry retry -> retry.failure();
			case Outcome.Dead dead -> dead.failure();
		};
	}

	private @Nullable Instant dueAt() {
		Attempt last = last();
		return (last != null) ? this.delivery.look((all) -> Optional.ofNullable(all.dueAt(last.handler()))).orElse(null)
				: null;
	}

	private HandlerAssert require(boolean met, String expectation) {
		if (!met) {
			throw new AssertionError("Expected " + ((this.names.size() == 1) ? this.names.getFirst() : this.names)
					+ " to " + expectation + ".\n" + this.delivery.story());
		}
		return this;
	}

}
