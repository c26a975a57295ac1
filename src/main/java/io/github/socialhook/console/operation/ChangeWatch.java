package io.github.socialhook.console.operation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.handler.HandlerStatus;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.StoreUnavailableException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Tells listeners that something they show has changed. It looks at the store for all of
 * them together, and not at all while there are none.
 */
public final class ChangeWatch implements SmartLifecycle {

	/** How many listeners there may be at a time. */
	public static final int MOST = 50;

	private static final Log logger = LogFactory.getLog(ChangeWatch.class);

	private static final Duration INTERVAL = Duration.ofSeconds(2);

	private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(6);

	/** What takes long on a busy machine is done less often: it takes 1 % of the time. */
	private static final int SHARE = 100;

	private final Ledger ledger;

	private final Statistics statistics;

	private final HandlerDirectory handlers;

	private final Set<Listener> listeners = new CopyOnWriteArraySet<>();

	private @Nullable ScheduledExecutorService timer;

	private volatile @Nullable ScheduledFuture<?> next;

	private @Nullable State last;

	private volatile long changes;

	/**
	 * Creates a watch.
	 * @param ledger the store
	 * @param statistics the number of deliveries in each state
	 * @param handlers the handlers of this node
	 */
	public ChangeWatch(Ledger ledger, Statistics statistics, HandlerDirectory handlers) {
		this.ledger = ledger;
		this.statistics = statistics;
		this.handlers = handlers;
	}

	/**
	 * Adds a listener.
	 * @param listener is told of changes from now on
	 * @return false if there are enough, or this is being stopped
	 */
	public boolean add(Listener listener) {
		return isRunning() && this.listeners.size() < MOST && this.listeners.add(listener);
	}

	/**
	 * Removes a listener.
	 * @param listener is told nothing more
	 */
	public void remove(Listener listener) {
		this.listeners.remove(listener);
	}

	private void look(ScheduledExecutorService own) {
		Duration interval = INTERVAL;
		try {
			if (!this.listeners.isEmpty()) {
				long began = System.nanoTime();
				look();
				interval = intervalAfter(Duration.ofNanos(System.nanoTime() - began));
			}
		}
		finally {
			lookAfter(interval, own);
		}
	}

	/**
	 * Returns how long to wait before the next look.
	 * @param took how long the last look took
	 */
	static Duration intervalAfter(Duration took) {
		Duration interval = took.multipliedBy(SHARE);
		if (interval.compareTo(LONGEST_INTERVAL) > 0) {
			return LONGEST_INTERVAL;
		}
		return (interval.compareTo(INTERVAL) < 0) ? INTERVAL : interval;
	}

	private void lookAfter(Duration interval, ScheduledExecutorService own) {
		try {
			this.next = own.schedule(() -> look(own), interval.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("It has been stopped", ex);
		}
	}

	private void look() {
		try {
			State state = state();
			boolean changed = !state.equals(this.last);
			this.last = state;
			tell(changed);
		}
		catch (StoreUnavailableException ex) {
			// The pages say so themselves.
			this.last = null;
			tell(true);
		}
		catch (RuntimeException ex) {
			logger.debug("A look for changes failed", ex);
		}
	}

	@SuppressWarnings("NonAtomicVolatileUpdate")
	private void tell(boolean changed) {
		if (changed) {
			// Before the listeners, who look then. Nobody else writes it.
			this.changes++;
		}
		this.listeners.forEach((listener) -> listener.looked(changed));
	}

	/**
	 * Returns how many changes were seen so far, while there were listeners.
	 * @return a number that grows with each change
	 */
	public long changes() {
		return this.changes;
	}

	private State state() {
		DeliveryId newest = this.ledger.search(DeliveryFilter.ALL, null, 1)
			.entries()
			.stream()
			.findFirst()
			.map(DeliverySummary::id)
			.orElse(null);
		List<HandlerStatus> statuses = this.handlers.names()
			.stream()
			.flatMap((name) -> this.handlers.statusOf(name).stream())
			.map((status) -> new HandlerStatus(status.pausedSince(), status.failingSince(), null, null, 0))
			.toList();
		return new State(newest, this.statistics.current().states().toString(), this.statistics.current().spilled(),
				statuses);
	}

	@Override
	public synchronized void start() {
		ScheduledExecutorService started = Executors
			.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("socialhook-changes").factory());
		lookAfter(INTERVAL, started);
		this.timer = started;
	}

	/** Before the server, which would wait for the listeners. */
	@Override
	public synchronized void stop() {
		ScheduledFuture<?> cancelled = this.next;
		if (cancelled != null) {
			cancelled.cancel(false);
		}
		if (this.timer != null) {
			this.timer.shutdownNow();
			this.timer = null;
		}
		this.listeners.forEach(Listener::stopped);
		this.listeners.clear();
	}

	@Override
	public synchronized boolean isRunning() {
		return this.timer != null;
	}

	/** Is told of changes. */
	public interface Listener {

		/**
		 * The watch has looked. Must not throw.
		 * @param changed whether something has changed since the last time
		 */
		void looked(boolean changed);

		/** Nothing more comes. */
		void stopped();

	}

	/**
	 * What is compared.
	 *
	 * @param newest the newest delivery
	 * @param states the number of deliveries in each state
	 * @param spilled the number in the spill
	 * @param handlers what holds the handlers
	 */
	private record State(@Nullable DeliveryId newest, String states, long spilled, List<HandlerStatus> handlers) {

	}

}
