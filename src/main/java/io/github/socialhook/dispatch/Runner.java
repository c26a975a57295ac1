package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.event.EventReader;
import io.github.socialhook.event.EventShapeException;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Outcome;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Runs attempts: so many at a time, each for so long. */
final class Runner {

	private static final Log logger = LogFactory.getLog(Runner.class);

	private final Semaphore permits;

	private final Duration timeout;

	private final RetrySchedule schedule;

	private final EventReader reader;

	private final HandlingListener listener;

	private final InstantSource clock;

	private final Set<Running> running = ConcurrentHashMap.newKeySet();

	private volatile boolean stopping;

	Runner(DispatchProperties properties, RetrySchedule schedule, EventReader reader, HandlingListener listener,
			InstantSource clock) {
		this.permits = new Semaphore(properties.concurrency());
		this.timeout = properties.handlerTimeout();
		this.schedule = schedule;
		this.reader = reader;
		this.listener = listener;
		this.clock = clock;
	}

	/** Lets a handler try a delivery, on the calling thread. Never throws. */
	void run(Work work, Handler handler, Reading.Legible reading) {
		try {
			this.permits.acquire();
		}
		catch (InterruptedException ex) {
			work.abandoned(handler.name());
			return;
		}
		try {
			Claim claim = work.claim();
			if (this.stopping || this.clock.instant().plus(this.timeout).isAfter(claim.leasedUntil())) {
				work.abandoned(handler.name());
				return;
			}
			attempt(work, handler, reading);
		}
		finally {
			this.permits.release();
		}
	}

	private void attempt(Work work, Handler handler, Reading.Legible reading) {
		Claim claim = work.claim();
		int number = claim.attempts() + 1;
		Instant startedAt = this.clock.instant();
		Running current = new Running(Thread.currentThread(), System.nanoTime());
		this.running.add(current);
		Throwable thrown = null;
		try {
			handler.invoke(reading.argumentFor(handler, claim.delivery()), contextOf(claim, number));
		}
		catch (Throwable ex) {
			thrown = ex;
		}
		this.running.remove(current);
		Duration duration = Duration.ofNanos(System.nanoTime() - current.startedNanos);
		boolean interrupted = current.end();
		if (interrupted && this.stopping && thrown != null) {
			// It was cut short by our own end, not by a fault of its own.
			work.abandoned(handler.name());
			return;
		}
		Outcome outcome = outcomeOf(number, (interrupted && thrown != null) ? timedOut(thrown) : thrown);
		log(handler, claim, number, outcome);
		this.listener.attempted(handler.name(), reading.eventTag(), tagOf(outcome), duration);
		work.ended(new Attempt(handler.name(), number, startedAt, duration, outcome));
	}

	private DeliveryContext contextOf(Claim claim, int number) {
		return new DeliveryContext(claim.id(), claim.delivery(), number, () -> tree(claim));
	}

	private JsonNode tree(Claim claim) {
		return this.reader.tree(claim.delivery().payload().bytes());
	}

	private Outcome outcomeOf(int number, @Nullable Throwable thrown) {
		if (thrown == null) {
			return new Outcome.Handled();
		}
		if (thrown instanceof EventShapeException) {
			// The same bytes will never fit; after an upgrade they can be replayed.
			return new Outcome.Dead(Failures.describe(thrown));
		}
		return this.schedule.after(number, thrown, this.clock.instant());
	}

	private Throwable timedOut(Throwable thrown) {
		HandlerTimeoutException timeout = new HandlerTimeoutException(this.timeout);
		timeout.initCause(thrown);
		return timeout;
	}

	/** Without the exception's message: it may hold what a user wrote. */
	private static void log(Handler handler, Claim claim, int number, Outcome outcome) {
		String what = "Handler " + handler + " failed delivery " + claim.id() + " in attempt " + number + " with ";
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

	/** Interrupts what has run for too long. */
	void interruptOverdue() {
		long now = System.nanoTime();
		for (Running each : this.running) {
			if (now - each.startedNanos > this.timeout.toNanos()) {
				each.interrupt();
			}
		}
	}

	/** Begins nothing more. */
	void stop() {
		this.stopping = true;
	}

	/** Interrupts all that runs. */
	void interruptAll() {
		this.running.forEach(Running::interrupt);
	}

	/** An attempt that is under way. */
	private static final class Running {

		private final Thread thread;

		private final long startedNanos;

		private boolean ended;

		private boolean interrupted;

		private Running(Thread thread, long startedNanos) {
			this.thread = thread;
			this.startedNanos = startedNanos;
		}

		private synchronized void interrupt() {
			if (!this.ended && !this.interrupted) {
				this.interrupted = true;
				this.thread.interrupt();
			}
		}

		/** Ends it, so that no late interrupt hits what the thread does next. */
		private synchronized boolean end() {
			this.ended = true;
			Thread.interrupted();
			return this.interrupted;
		}

	}

}
