package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Pauses;
import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.inbox.WorkQueue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Takes what is due and lets its handlers try it. It starts before the web server and
 * stops after it, so that what is accepted last is still handled.
 */
final class Dispatcher implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(Dispatcher.class);

	/** Below the phases in which Spring Boot starts and stops the web server. */
	static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	/** Between two looks at what no handler can take on. */
	private static final Duration BREATH = Duration.ofMillis(100);

	/** Claims that may be on their way from the store or back into it. */
	private static final int IN_TRANSIT = 256;

	private final WorkQueue queue;

	private final Pauses pauses;

	private final Supplier<HandlerRegistry> handlers;

	private final DispatchProperties properties;

	private final HandlingListener listener;

	private final InstantSource clock;

	private final Duration grace;

	private volatile boolean running;

	private volatile @Nullable Shift shift;

	Dispatcher(WorkQueue queue, Pauses pauses, Supplier<HandlerRegistry> handlers, DispatchProperties properties,
			HandlingListener listener, InstantSource clock, Duration grace) {
		this.queue = queue;
		this.pauses = pauses;
		this.handlers = handlers;
		this.properties = properties;
		this.listener = new FailSafeHandlingListener(listener);
		this.clock = clock;
		this.grace = grace;
	}

	@Override
	public void start() {
		Shift current = new Shift(this.handlers.get());
		this.handlers.get().log();
		this.shift = current;
		this.running = true;
		try {
			heedPauses(current);
		}
		catch (StoreUnavailableException ex) {
			logger.warn("Handlers have to wait until the database can be reached", ex.getCause());
		}
		current.begin();
	}

	/**
	 * Nothing is handled before it is known which handlers are paused, and that stands in
	 * the store.
	 */
	private void heedPauses(Shift current) {
		current.desks.pause(this.pauses.all());
		synchronized (this) {
			if (this.running && !current.open) {
				current.open = true;
				this.queue.open(current.lease, current.desks);
				current.loop.start();
			}
		}
	}

	/** Pauses what somebody has paused since, on whatever node. */
	void heedPauses() {
		try {
			Shift current = this.shift;
			if (current != null) {
				heedPauses(current);
			}
		}
		catch (RuntimeException ex) {
			logger.debug("It could not be looked up which handlers are paused; all stay as they are", ex);
		}
	}

	/** Returns the desk of a handler, if it is here. */
	@Nullable HandlerExecutor deskOf(String handler) {
		return (this.shift != null) ? this.shift.desks.find(handler) : null;
	}

	@Override
	public void stop() {
		synchronized (this) {
			this.running = false;
			this.queue.close();
		}
		if (this.shift != null) {
			this.shift.end();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/** What works from a start to a stop. */
	private final class Shift {

		/**
		 * Threads of the platform: one that computes for ever, or blocks while it is
		 * pinned, must not stop the virtual ones that answer requests.
		 */
		private final ExecutorService threads = Executors
			.newCachedThreadPool(Thread.ofPlatform().daemon().name("socialhook-handler-", 0).factory());

		private final ScheduledExecutorService watchdog = Executors
			.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("socialhook-watchdog").factory());

		/** By itself, because it may have to wait for the store. */
		private final ScheduledExecutorService attendant = Executors
			.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("socialhook-pauses").factory());

		private final AttemptRunner runner = new AttemptRunner(this.threads, Dispatcher.this.listener,
				Dispatcher.this.clock);

		private final HandlerExecutors desks;

		private final ClaimRouter reception;

		private final InFlightLimit holdings;

		private final Thread loop = Thread.ofPlatform().daemon().name("socialhook-dispatcher").unstarted(this::loop);

		private final Duration lease;

		private boolean open;

		private List<ScheduledFuture<?>> rounds = List.of();

		private Shift(HandlerRegistry registry) {
			this.lease = LeaseDuration.of(registry, Dispatcher.this.properties);
			// Full desks must leave some over.
			this.holdings = InFlightLimit.of(IN_TRANSIT
					+ 2 * registry.all().stream().mapToInt((handler) -> handler.terms().concurrency()).sum());
			this.desks = new HandlerExecutors(registry.all(), (handler) -> new HandlerExecutor(handler, this.runner,
					Dispatcher.this.listener, Dispatcher.this.clock, Dispatcher.this.queue::ring));
			this.reception = new ClaimRouter(Dispatcher.this.queue, registry, this.desks, Dispatcher.this.properties,
					Dispatcher.this.listener, Dispatcher.this.clock, this.holdings::remove);
		}

		private void begin() {
			this.rounds = List.of(this.watchdog.scheduleWithFixedDelay(this::watch, 100, 100, TimeUnit.MILLISECONDS),
					this.attendant.scheduleWithFixedDelay(Dispatcher.this::heedPauses, 1, 1, TimeUnit.SECONDS));
		}

		private void loop() {
			while (Dispatcher.this.running) {
				try {
					dispatch();
				}
				catch (InterruptedException ex) {
					logger.debug("The dispatcher was interrupted", ex);
				}
				catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError ex) {
					// Without this thread nothing is handled any more, so it has to
					// survive.
					logger.error("The dispatcher goes on after a fault", ex);
				}
			}
		}

		private void dispatch() throws InterruptedException {
			if (!this.holdings.awaitRoom(PATIENCE)) {
				return;
			}
			List<Claim> claims = Dispatcher.this.queue.take(this.holdings.room(), this.holdings.roomForBytes(),
					PATIENCE);
			this.holdings.add(claims);
			int takenOn = 0;
			for (Claim claim : claims) {
				takenOn += this.reception.receive(claim) ? 1 : 0;
			}
			if (takenOn < claims.size() / 8) {
				// All it would do is write them into another queue. That has time; what
				// arrives has not.
				Thread.sleep(BREATH);
			}
		}

		private void watch() {
			try {
				this.runner.interruptOverdue();
				this.desks.tick(System.nanoTime());
				this.reception.tick();
			}
			catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError ex) {
				logger.error("The watchdog goes on after a fault", ex);
			}
		}

		private void end() {
			this.runner.stop();
			try {
				this.loop.join();
				this.desks.stop();
				if (!this.holdings.awaitEmpty(Dispatcher.this.grace)) {
					logger.warn("Interrupting handlers that did not finish within " + Dispatcher.this.grace.toSeconds()
							+ " s; their deliveries come again");
					this.runner.interruptAll();
					this.holdings.awaitEmpty(PATIENCE);
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.rounds.forEach((round) -> round.cancel(false));
			this.attendant.shutdownNow();
			this.watchdog.shutdownNow();
			this.threads.shutdownNow();
		}

	}

}
