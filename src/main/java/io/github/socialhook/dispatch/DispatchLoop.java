package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.socialhook.delivery.FaultSource;
import io.github.socialhook.dispatch.DispatchProperties.Order;
import io.github.socialhook.dispatch.attempt.AttemptRecorder;
import io.github.socialhook.dispatch.attempt.AttemptRunner;
import io.github.socialhook.dispatch.attempt.FaultReporter;
import io.github.socialhook.dispatch.queue.ClaimRouter;
import io.github.socialhook.dispatch.queue.ClaimSettler;
import io.github.socialhook.dispatch.queue.ExecutorResources;
import io.github.socialhook.dispatch.queue.HandlerExecutor;
import io.github.socialhook.dispatch.queue.HandlerExecutors;
import io.github.socialhook.dispatch.queue.RoutingSettings;
import io.github.socialhook.dispatch.registry.HandlerRegistry;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.WorkQueue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Claims what is due and routes it to the executors of the handlers, from one start of
 * the dispatcher to its stop.
 */
final class DispatchLoop {

	private static final Log logger = LogFactory.getLog(DispatchLoop.class);

	private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

	/** Between two polls when no handler accepts what was claimed. */
	private static final Duration BACKOFF = Duration.ofMillis(100);

	/** So that a fault that stays does not keep the processor busy. */
	private static final Duration FAULT_BACKOFF = Duration.ofSeconds(1);

	/** Claims that may be on their way from the store or back into it. */
	private static final int IN_TRANSIT = 256;

	/**
	 * Platform threads: a handler that computes for long, or blocks while it is pinned,
	 * must not stop the virtual threads that answer requests.
	 */
	private final ExecutorService handlerThreads = Executors
		.newCachedThreadPool(Thread.ofPlatform().daemon().name("socialhook-handler-", 0).factory());

	private final ScheduledExecutorService watchdog = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("socialhook-watchdog").factory());

	/** Separate from the watchdog, because it may have to wait for the store. */
	private final ScheduledExecutorService pausePoller = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("socialhook-pauses").factory());

	private final Thread thread = Thread.ofPlatform().daemon().name("socialhook-dispatcher").unstarted(this::run);

	private final WorkQueue queue;

	private final Duration lease;

	private final FaultReporter faults;

	private final AttemptRunner runner;

	private final HandlerExecutors executors;

	private final ClaimRouter router;

	private final InFlightLimit inFlight;

	private final IsolatedDispatch isolation;

	private List<ScheduledFuture<?>> periodicTasks = List.of();

	private boolean opened;

	private volatile boolean closed;

	DispatchLoop(DispatcherResources resources, DispatchProperties properties) {
		HandlerRegistry registry = resources.registry().get();
		this.queue = resources.queue();
		this.lease = LeaseDuration.of(registry, properties);
		// Executors whose queues are full must leave some over.
		this.inFlight = InFlightLimit
			.of(IN_TRANSIT + 2 * registry.all().stream().mapToInt((handler) -> handler.settings().concurrency()).sum());
		this.faults = new FaultReporter(resources.listener());
		this.runner = new AttemptRunner(resources.listener(), resources.clock(), this.faults, resources.tracer());
		AttemptRecorder recorder = new AttemptRecorder(resources.listener(), resources.clock(), properties.logErrors(),
				resources.redaction());
		this.executors = new HandlerExecutors(registry.all(), new ExecutorResources(this.handlerThreads, this.runner,
				recorder, resources.listener(), resources.clock(), this.faults, resources.queue()::wakeUp));
		this.router = new ClaimRouter(registry, this.executors,
				new ClaimSettler(resources.queue(), resources.listener(), resources.clock(), this.inFlight::remove),
				new RoutingSettings(properties.handlerDefaults(resources.retries()),
						properties.order() == Order.SUBJECT, properties.maxDeaths()),
				this.faults);
		this.isolation = new IsolatedDispatch(resources.queue(), this.inFlight, this.router);
	}

	/** Starts the periodic tasks. */
	void schedule(Runnable task) {
		this.periodicTasks = List.of(this.watchdog.scheduleWithFixedDelay(this::watch, 100, 100, TimeUnit.MILLISECONDS),
				this.pausePoller.scheduleWithFixedDelay(() -> pollPauses(task), 1, 1, TimeUnit.SECONDS));
	}

	private void pollPauses(Runnable task) {
		this.faults.guard(FaultSource.PAUSES, "Reading the paused handlers failed", () -> {
			try {
				task.run();
			}
			catch (RuntimeException ex) {
				if (!this.pausePoller.isShutdown()) {
					throw ex;
				}
			}
		});
	}

	/** Pauses the named handlers and resumes all others. */
	void pause(Map<String, Instant> paused) {
		this.executors.pause(paused);
	}

	@Nullable HandlerExecutor executorOf(String handler) {
		return this.executors.find(handler);
	}

	/** Starts to claim, unless it does or is closed. */
	synchronized void open() {
		if (!this.opened && !this.closed) {
			this.opened = true;
			this.queue.open(this.lease, this.executors);
			this.thread.start();
		}
	}

	/** Claims nothing more. */
	void close() {
		this.closed = true;
	}

	private void run() {
		while (!this.closed) {
			try {
				dispatch();
			}
			catch (Throwable ex) {
				// Without this thread nothing is handled any more, so it must survive.
				this.faults.report(FaultSource.DISPATCHER,
						"The dispatcher continues after an unexpected " + "exception", ex);
				LockSupport.parkNanos(FAULT_BACKOFF.toNanos());
			}
		}
	}

	private void dispatch() throws InterruptedException {
		if (this.isolation.isDue()) {
			this.isolation.dispatch(POLL_TIMEOUT);
			return;
		}
		if (!this.inFlight.awaitCapacity(POLL_TIMEOUT)) {
			return;
		}
		this.isolation.others();
		List<Claim> claims = this.queue.take(this.inFlight.available(), this.inFlight.availableBytes(), POLL_TIMEOUT);
		this.inFlight.add(claims);
		int accepted = this.router.route(claims);
		if (accepted < claims.size() / 8) {
			// Claiming more would only write it into another queue, and that must not
			// delay what arrives.
			Thread.sleep(BACKOFF);
		}
	}

	private void watch() {
		watch(this.runner::interruptOverdue);
		watch(() -> this.executors.tick(System.nanoTime()));
		watch(this.router::tick);
	}

	private void watch(Runnable task) {
		this.faults.guard(FaultSource.WATCHDOG, "The watchdog continues after an unexpected exception", task);
	}

	/** Waits for the running handlers, and interrupts them after the timeout. */
	void stop(Duration timeout) {
		this.runner.stop();
		try {
			this.thread.join();
			this.executors.stop();
			if (!this.inFlight.awaitIdle(timeout)) {
				logger.warn("Interrupting handlers that did not finish within " + timeout.toSeconds()
						+ " s; their deliveries are retried. Shorten the handlers, or raise "
						+ "spring.lifecycle.timeout-per-shutdown-phase");
				this.runner.interruptAll();
				this.inFlight.awaitIdle(POLL_TIMEOUT);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.periodicTasks.forEach((task) -> task.cancel(false));
		this.pausePoller.shutdownNow();
		this.watchdog.shutdownNow();
		this.handlerThreads.shutdownNow();
	}

}
