package io.github.socialhook.dispatch.attempt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.socialhook.delivery.FaultSource;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.event.reader.EventShapeException;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.tracing.AttemptTracer;
import org.jspecify.annotations.Nullable;

/** Runs attempts on the calling thread and enforces the timeouts of the handlers. */
public final class AttemptRunner {

	/**
	 * How long a handler may take to end after it was interrupted, before its attempt is
	 * abandoned.
	 */
	public static final Duration INTERRUPT_GRACE = Duration.ofSeconds(5);

	private final InstantSource clock;

	private final EventReader reader = new EventReader();

	private final StuckThreads stuckThreads;

	private final FaultReporter faults;

	private final AttemptTracer tracer;

	private final Set<RunningAttempt> running = ConcurrentHashMap.newKeySet();

	private volatile boolean stopping;

	/**
	 * Creates a runner.
	 * @param listener is notified of the threads that are stuck
	 * @param clock the source of the current time
	 * @param faults reports faults of this runner
	 * @param tracer traces the attempts
	 */
	public AttemptRunner(HandlingListener listener, InstantSource clock, FaultReporter faults, AttemptTracer tracer) {
		this.tracer = tracer;
		this.clock = clock;
		this.faults = faults;
		this.stuckThreads = new StuckThreads(listener);
	}

	/**
	 * Runs an attempt.
	 * @param execution the attempt to run
	 * @param onAbandoned is called with the result, on another thread, if the handler
	 * does not react to the interrupt, and must not throw; this method then returns
	 * {@link AttemptResult.Abandoned} whenever the handler ends
	 * @return the result
	 */
	public AttemptResult run(HandlerExecution execution, Consumer<AttemptResult> onAbandoned) {
		Instant now = this.clock.instant();
		if (this.stopping) {
			return new AttemptResult.Cancelled();
		}
		Instant latestEnd = now.plus(execution.handler().settings().timeout()).plus(INTERRUPT_GRACE);
		if (latestEnd.isAfter(execution.claim().leasedUntil())) {
			return new AttemptResult.LeaseTooShort();
		}
		RunningAttempt attempt = new RunningAttempt(execution, now, onAbandoned);
		this.running.add(attempt);
		Throwable thrown = trace(execution);
		RunningAttempt.State state = attempt.end();
		this.running.remove(attempt);
		return switch (state) {
			case ABANDONED -> {
				this.faults.guard(FaultSource.HANDLER, "The end of a stuck handler could not be reported",
						() -> this.stuckThreads.released(execution));
				yield new AttemptResult.Abandoned();
			}
			case INTERRUPTED -> (thrown != null) ? interrupted(attempt, timeout(execution, thrown))
					: new AttemptResult.Succeeded(attempt.timing());
			case RUNNING, ENDED -> result(attempt, thrown);
		};
	}

	private @Nullable Throwable trace(HandlerExecution execution) {
		AttemptTracer.Running traced = this.tracer.begin(execution.id(), execution.handler().name(),
				execution.parsed().eventTag(), execution.number());
		Throwable thrown = invoke(execution);
		traced.end(thrown);
		return thrown;
	}

	private @Nullable Throwable invoke(HandlerExecution execution) {
		Claim claim = execution.claim();
		try {
			DeliveryContext context = new DeliveryContext(claim.id(), claim.delivery(), execution.number(),
					() -> this.reader.tree(claim.delivery().payload().bytes()));
			execution.handler().invoke(execution.parsed().argumentFor(execution.handler(), claim.delivery()), context);
			return null;
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	private static Throwable timeout(HandlerExecution execution, Throwable thrown) {
		return new HandlerTimeoutException(execution.handler().settings().timeout(), thrown);
	}

	/** An attempt that the shutdown interrupts has not failed by itself. */
	private AttemptResult interrupted(RunningAttempt attempt, Throwable timeout) {
		return this.stopping ? new AttemptResult.Interrupted() : new AttemptResult.Failed(attempt.timing(), timeout);
	}

	private static AttemptResult result(RunningAttempt attempt, @Nullable Throwable thrown) {
		if (thrown == null) {
			return new AttemptResult.Succeeded(attempt.timing());
		}
		if (thrown instanceof RejectDeliveryException || thrown instanceof EventShapeException) {
			// The same bytes will never fit; after an upgrade they can be replayed.
			return new AttemptResult.Rejected(attempt.timing(), thrown);
		}
		return new AttemptResult.Failed(attempt.timing(), thrown);
	}

	/**
	 * Interrupts the attempts that exceed their timeout, and abandons those that do not
	 * react: another attempt may start in their place, although their thread is lost
	 * until the handler returns.
	 */
	public void interruptOverdue() {
		for (RunningAttempt each : this.running) {
			Duration timeout = each.execution().handler().settings().timeout();
			Duration elapsed = each.elapsed();
			if (elapsed.compareTo(timeout) > 0) {
				each.interrupt();
			}
			if (elapsed.compareTo(timeout.plus(INTERRUPT_GRACE)) > 0 && each.abandon()) {
				abandon(each, timeout);
			}
		}
	}

	private void abandon(RunningAttempt stuck, Duration timeout) {
		this.running.remove(stuck);
		this.faults.guard(FaultSource.WATCHDOG, "A stuck handler could not be reported",
				() -> DeliveryLogContext.call(stuck.execution().id(), () -> {
					this.stuckThreads.stuck(stuck.execution());
					return stuck;
				}));
		stuck.onAbandoned().accept(abandoned(stuck, timeout));
	}

	private AttemptResult abandoned(RunningAttempt stuck, Duration timeout) {
		try {
			return interrupted(stuck, new HandlerTimeoutException(timeout, stuck.stackTrace()));
		}
		catch (Throwable ex) {
			this.faults.report(FaultSource.WATCHDOG, "The attempt of a stuck handler cannot be recorded", ex);
			return new AttemptResult.Faulted();
		}
	}

	/** Starts no further attempt. */
	public void stop() {
		this.stopping = true;
	}

	/** Interrupts all running attempts. */
	public void interruptAll() {
		this.running.forEach(RunningAttempt::interrupt);
	}

}
