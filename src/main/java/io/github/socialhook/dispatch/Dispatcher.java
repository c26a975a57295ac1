package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.dispatch.DispatchProperties.Order;
import io.github.socialhook.event.EventReader;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.inbox.Settlement;
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

	private static final Duration LAG = Duration.ofSeconds(1);

	private final WorkQueue queue;

	private final Supplier<HandlerRegistry> handlers;

	private final EventReader reader;

	private final Runner runner;

	private final HandlingListener listener;

	private final DispatchProperties properties;

	private final InstantSource clock;

	private final Duration grace;

	/** How many claims may be held at a time: some run, some wait in a lane. */
	private final int capacity;

	private final Semaphore slots;

	private final Set<Work> works = ConcurrentHashMap.newKeySet();

	private final ExecutorService threads = Executors
		.newThreadPerTaskExecutor(Thread.ofVirtual().name("socialhook-handler-", 0).factory());

	private final ScheduledExecutorService watchdog = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("socialhook-watchdog").factory());

	private final Lanes lanes = new Lanes(this.threads);

	private volatile boolean running;

	private @Nullable Thread loop;

	private @Nullable ScheduledFuture<?> watching;

	Dispatcher(WorkQueue queue, Supplier<HandlerRegistry> handlers, EventReader reader, Runner runner,
			HandlingListener listener, DispatchProperties properties, InstantSource clock, Duration grace) {
		this.queue = queue;
		this.handlers = handlers;
		this.reader = reader;
		this.runner = runner;
		this.listener = listener;
		this.properties = properties;
		this.clock = clock;
		this.grace = grace;
		this.capacity = Math.max(256, 4 * properties.concurrency());
		this.slots = new Semaphore(this.capacity);
	}

	@Override
	public void start() {
		this.handlers.get().log();
		this.running = true;
		// Long enough to wait in a lane for as long again as a handler may take.
		this.queue.open(this.properties.handlerTimeout().multipliedBy(2).plusSeconds(30));
		Thread thread = Thread.ofPlatform().name("socialhook-dispatcher").unstarted(this::loop);
		this.loop = thread;
		thread.start();
		this.watching = this.watchdog.scheduleWithFixedDelay(this::watch, 100, 100, TimeUnit.MILLISECONDS);
	}

	private void loop() {
		while (this.running) {
			try {
				dispatch();
			}
			catch (InterruptedException ex) {
				logger.debug("The dispatcher was interrupted", ex);
			}
			catch (RuntimeException ex) {
				logger.error("The dispatcher goes on after a fault", ex);
			}
		}
	}

	private void dispatch() throws InterruptedException {
		this.slots.acquire();
		int room = 1 + this.slots.drainPermits();
		List<Claim> claims = List.of();
		try {
			claims = this.queue.take(room, PATIENCE);
		}
		finally {
			this.slots.release(room - claims.size());
		}
		claims.forEach(this::begin);
	}

	private void begin(Claim claim) {
		switch (Reading.of(claim.delivery(), this.reader, this.handlers.get())) {
			case Reading.Unreadable(Failure failure) -> end((claim.handler() != null)
					? bury(claim, claim.handler(), failure) : new Settlement.Unreadable(claim, failure));
			case Reading.Legible legible -> begin(claim, legible);
		}
	}

	private void begin(Claim claim, Reading.Legible reading) {
		List<Handler> takers = this.handlers.get().takersOf(reading.type());
		if (claim.handler() != null) {
			takers = takers.stream().filter((handler) -> handler.name().equals(claim.handler())).toList();
		}
		if (takers.isEmpty()) {
			end((claim.handler() != null)
					? bury(claim, claim.handler(), new Failure("", "There is no such handler any more", ""))
					: new Settlement.Unhandled(claim));
			return;
		}
		Set<String> names = takers.stream().map(Handler::name).collect(Collectors.toUnmodifiableSet());
		Work[] work = new Work[1];
		work[0] = new Work(claim, names, this.queue, (state) -> settled(claim, state), () -> finished(work[0]));
		this.works.add(work[0]);
		for (Handler handler : takers) {
			this.lanes.run(laneOf(claim, handler), () -> this.runner.run(work[0], handler, reading));
		}
	}

	/** A retry has stepped aside, so it waits for nobody and nobody waits for it. */
	private @Nullable Object laneOf(Claim claim, Handler handler) {
		Subject subject = claim.delivery().subject();
		boolean ordered = this.properties.order() == Order.SUBJECT && subject != null && claim.handler() == null;
		return ordered ? new Lane(handler.name(), String.valueOf(subject)) : null;
	}

	/** Gives up a retry whose handler cannot be called any more. */
	private Settlement bury(Claim claim, String handler, Failure failure) {
		Attempt attempt = new Attempt(handler, claim.attempts() + 1, this.clock.instant(), Duration.ZERO,
				new Outcome.Dead(failure));
		return new Settlement.Attempted(claim, List.of(attempt), Set.of());
	}

	private void end(Settlement settlement) {
		this.queue.settle(settlement, (state) -> {
			settled(settlement.claim(), state);
			this.slots.release();
		});
	}

	private void settled(Claim claim, @Nullable DeliveryState state) {
		if (state != null) {
			this.listener.settled(claim.id(), claim.delivery(), state);
		}
	}

	private void finished(Work work) {
		this.works.remove(work);
		this.slots.release();
	}

	private void watch() {
		this.runner.interruptOverdue();
		this.works.forEach((work) -> work.splitIfOlderThan(LAG.toNanos()));
	}

	@Override
	public void stop() {
		this.running = false;
		this.queue.close();
		this.runner.stop();
		try {
			if (this.loop != null) {
				this.loop.join();
			}
			if (!this.slots.tryAcquire(this.capacity, this.grace.toNanos(), TimeUnit.NANOSECONDS)) {
				logger.warn("Interrupting handlers that did not finish within " + this.grace.toSeconds()
						+ " s; their deliveries come again");
				this.runner.interruptAll();
				this.slots.tryAcquire(this.capacity, PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (this.watching != null) {
			this.watching.cancel(false);
		}
		this.watchdog.shutdownNow();
		this.threads.shutdownNow();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/** What is kept in order: the events of one subject, for each handler by itself. */
	private record Lane(String handler, String subject) {
	}

}
