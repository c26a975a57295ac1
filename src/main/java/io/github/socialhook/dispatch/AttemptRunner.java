package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.event.reader.EventShapeException;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.handler.RetryLaterException;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Outcome;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Runs attempts, each for no longer than its handler may take. */
final class AttemptRunner implements HandlerExecutor.Threads {

	/** What a handler has to end after it was interrupted, before it is given up. */
	static final Duration GRACE = Duration.ofSeconds(5);

	private static final Log logger = LogFactory.getLog(AttemptRunner.class);

	private static final Duration PAUSE_AFTER_FAULT = Duration.ofMinutes(1);

	private final Executor threads;

	private final HandlingListener listener;

	private final InstantSource clock;

	private final EventReader reader = new EventReader();

	private final StuckThreads lost;

	private final Set<RunningAttempt> running = ConcurrentHashMap.newKeySet();

	private volatile boolean stopping;

	AttemptRunner(Executor threads, HandlingListener listener, InstantSource clock) {
		this.threads = threads;
		this.listener = listener;
		this.clock = clock;
		this.lost = new StuckThreads(listener);
	}

	@Override
	public boolean call(HandlerExecutor desk) {
		try {
			this.threads.execute(() -> work(desk, desk.take()));
			return true;
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			logger.error("There is no thread for handler " + desk.handler(), ex);
			return false;
		}
	}

	private void begin(HandlerExecutor desk, HandlerExecution job) {
		try {
			this.threads.execute(() -> work(desk, job));
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			logger.error("There is no thread for handler " + job.handler(), ex);
			desk.couldNotBegin(job);
		}
	}

	private void work(HandlerExecutor desk, @Nullable HandlerExecution first) {
		HandlerExecution job = first;
		while (job != null) {
			job = run(desk, job) ? desk.ended(job) : null;
		}
	}

	/** Returns false if somebody else has gone on in the meantime. */
	private boolean run(HandlerExecutor desk, HandlerExecution job) {
		Claim claim = job.claim();
		Instant now = this.clock.instant();
		if (this.stopping) {
			job.abandon();
			return true;
		}
		if (now.plus(job.handler().terms().timeout()).plus(GRACE).isAfter(claim.leasedUntil())) {
			desk.postpone(job, Duration.ZERO);
			return true;
		}
		RunningAttempt current = new RunningAttempt(desk, job, now);
		this.running.add(current);
		Throwable thrown = attempt(job);
		boolean ours = current.end();
		this.running.remove(current);
		if (ours) {
			conclude(current, (thrown != null && current.wasInterrupted()) ? timedOut(job, thrown) : thrown);
		}
		else {
			this.lost.foundAgain(job);
		}
		return ours;
	}

	private @Nullable Throwable attempt(HandlerExecution job) {
		Claim claim = job.claim();
		try {
			DeliveryContext context = new DeliveryContext(claim.id(), claim.delivery(), job.number(),
					() -> this.reader.tree(claim.delivery().payload().bytes()));
			job.handler().invoke(job.reading().argumentFor(job.handler(), claim.delivery()), context);
			return null;
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	private static Throwable timedOut(HandlerExecution job, Throwable thrown) {
		return new HandlerTimeoutException(job.handler().terms().timeout(), thrown);
	}

	private void conclude(RunningAttempt ended, @Nullable Throwable thrown) {
		HandlerExecution job = ended.job();
		if (thrown != null && ended.wasInterrupted() && this.stopping) {
			// It was cut short by our own end, not by a fault of its own.
			job.abandon();
			return;
		}
		try {
			settle(ended, thrown);
		}
		catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError ex) {
			logger.error("It could not be noted how handler " + job.handler() + " fared with delivery " + job.id(), ex);
			ended.desk().postpone(job, PAUSE_AFTER_FAULT);
		}
	}

	private void settle(RunningAttempt ended, @Nullable Throwable thrown) {
		HandlerExecution job = ended.job();
		Duration elapsed = ended.elapsed();
		Outcome outcome;
		if (thrown == null) {
			ended.desk().succeeded(job);
			outcome = new Outcome.Handled();
		}
		else if (thrown instanceof RejectDeliveryException || thrown instanceof EventShapeException) {
			// The same bytes will never fit; after an upgrade they can be replayed.
			outcome = new Outcome.Dead(Failures.describe(thrown));
		}
		else {
			Duration aside = ended.desk().failed(job, thrown);
			if (aside != null) {
				tell(job, HandlingOutcome.RETRYING, elapsed);
				stepAside(ended, thrown, aside);
				return;
			}
			outcome = job.handler().terms().schedule().after(job.number(), thrown, this.clock.instant());
		}
		log(job, outcome);
		tell(job, tagOf(outcome), elapsed);
		job.work().ended(new Attempt(job.handler().name(), job.number(), ended.startedAt(), elapsed, outcome));
	}

	private void tell(HandlerExecution job, HandlingOutcome outcome, Duration elapsed) {
		this.listener.attempted(job.handler().name(), job.reading().eventTag(), job.id(), outcome, elapsed);
	}

	private static void stepAside(RunningAttempt ended, Throwable thrown, Duration aside) {
		HandlerExecution job = ended.job();
		logger.info("Handler " + job.handler() + " still fails: delivery " + job.id() + " with "
				+ thrown.getClass().getName() + "; it keeps its attempts");
		boolean longer = thrown instanceof RetryLaterException later && later.delay().compareTo(aside) > 0;
		ended.desk().postpone(job, longer ? RetrySchedule.bounded(((RetryLaterException) thrown).delay()) : aside);
	}

	/** Without the exception's message: it may hold what a user wrote. */
	private static void log(HandlerExecution job, Outcome outcome) {
		String what = "Handler " + job.handler() + " failed delivery " + job.id() + " in attempt " + job.number()
				+ " with ";
		switch (outcome) {
			case Outcome.Handled handled -> {
			}
			case Outcome.Retry retry -> logger.warn(what + retry.failure().type() + "; next at " + retry.dueAt());
			case Outcome.Dead dead -> logger.error(what + dead.failure().type() + "; it is a dead letter now");
		}
	}

	private static HandlingOutcome tagOf(Outcome outcome) {
		return switch (outcome) {
			case Outcome.Handled handled -> HandlingOutcome.HANDLED;
			case Outcome.Retry retry -> HandlingOutcome.RETRYING;
			case Outcome.Dead dead -> HandlingOutcome.DEAD;
		};
	}

	/**
	 * Interrupts what has run for too long, and goes on without what does not heed that:
	 * its place is free for another, though its thread is lost until it returns.
	 */
	void interruptOverdue() {
		for (RunningAttempt each : this.running) {
			Duration timeout = each.job().handler().terms().timeout();
			Duration elapsed = each.elapsed();
			if (elapsed.compareTo(timeout) > 0) {
				each.interrupt();
			}
			if (elapsed.compareTo(timeout.plus(GRACE)) > 0 && each.giveUp()) {
				giveUp(each, timeout);
			}
		}
	}

	private void giveUp(RunningAttempt stuck, Duration timeout) {
		this.running.remove(stuck);
		HandlerExecution job = stuck.job();
		this.lost.lost(job);
		conclude(stuck, new HandlerTimeoutException(timeout, stuck.whereItIs()));
		HandlerExecution next = stuck.desk().ended(job);
		if (next != null) {
			begin(stuck.desk(), next);
		}
	}

	/** Begins nothing more. */
	void stop() {
		this.stopping = true;
	}

	/** Interrupts all that runs. */
	void interruptAll() {
		this.running.forEach(RunningAttempt::interrupt);
	}

}
