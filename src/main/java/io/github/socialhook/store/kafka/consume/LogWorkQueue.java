package io.github.socialhook.store.kafka.consume;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Capacity;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.WorkQueue;
import io.github.socialhook.store.kafka.UndecidedHandlers;
import org.jspecify.annotations.Nullable;

/**
 * What is due in the log and in the database together. From the log each handler gets its
 * deliveries by itself. What went well leaves nothing behind but its position; what did
 * not continues in the database.
 */
public final class LogWorkQueue implements WorkQueue {

	/** What is due that soon was not begun, and keeps its place in the log. */
	private static final Duration SOON = Duration.ofMillis(500);

	private final WorkQueue database;

	private final HandlerConsumer.Resources resources;

	private final TroubleWriter troubles;

	private final Signal signal = new Signal();

	private final StoredClaims stored;

	private final LogCapacity capacity = new LogCapacity();

	/** What was handed over and is not settled. */
	private final Map<Claim, Held> held = Collections.synchronizedMap(new IdentityHashMap<>());

	private volatile List<HandlerConsumer> consumers = List.of();

	/** What was closed and may not have ended. */
	private final List<HandlerConsumer> former = Collections.synchronizedList(new ArrayList<>());

	/** Whose turn it is to be asked first. */
	private int turn;

	/**
	 * Creates a queue.
	 * @param database what is due in the database
	 * @param source the log
	 * @param target the database
	 */
	public LogWorkQueue(WorkQueue database, LogSource source, TroubleTarget target) {
		this.database = database;
		this.troubles = new TroubleWriter(target);
		LogGroups groups = new LogGroups(source, new UndecidedHandlers(target.writer(), source.topic()),
				target.clock());
		this.resources = new HandlerConsumer.Resources(source, groups, new LoggedTroubles(target.reader()),
				this.troubles, this.signal::raise);
		this.stored = new StoredClaims(database, this.signal::raise);
	}

	/**
	 * Decides where handlers that are new begin in the log. Called before this node
	 * receives anything.
	 */
	public void prepare() {
		this.resources.groups().prepare(handlers());
	}

	private List<String> handlers() {
		return this.resources.source().handlers().get().names();
	}

	@Override
	public void open(Duration lease, Capacity handlers) {
		this.capacity.open(handlers);
		this.signal.open();
		this.stored.open();
		this.database.open(lease, this.capacity);
		List<HandlerConsumer> opened = handlers().stream()
			.map((handler) -> new HandlerConsumer(handler, this.resources))
			.toList();
		this.consumers = opened;
		opened.forEach(HandlerConsumer::start);
	}

	@Override
	public void wakeUp() {
		this.signal.raise();
		if (this.capacity.waitsInDatabase()) {
			this.database.wakeUp();
		}
	}

	@Override
	public void close() {
		List<HandlerConsumer> closed = this.consumers;
		this.consumers = List.of();
		this.former.removeIf(HandlerConsumer::isEnded);
		this.former.addAll(closed);
		closed.forEach(HandlerConsumer::drain);
		this.stored.close();
		this.database.close();
		this.signal.close();
	}

	/** Waits until the positions are committed, within some seconds. */
	public void stop() {
		close();
		List<HandlerConsumer> closed = List.copyOf(this.former);
		closed.forEach(HandlerConsumer::close);
		closed.forEach(HandlerConsumer::awaitEnd);
		this.former.clear();
		this.stored.stop();
	}

	@Override
	public List<Claim> take(int most, long enoughBytes, Duration timeout) throws InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		do {
			List<Claim> claims = takeNow(most, enoughBytes);
			if (!claims.isEmpty()) {
				return claims;
			}
		}
		while (!hasIsolated() && this.signal.await(deadline));
		return List.of();
	}

	private List<Claim> takeNow(int most, long enoughBytes) {
		List<HandlerConsumer> open = this.consumers;
		List<Claim> claims = new ArrayList<>(this.stored.take(most, enoughBytes));
		Set<String> waiting = new HashSet<>();
		for (int i = 0; i < open.size(); i++) {
			HandlerConsumer consumer = open.get((this.turn + i) % open.size());
			int room = Math.min(most - claims.size(), roomFor(consumer.handler(), claims));
			take(consumer, room, enoughBytes - Claim.bytes(claims), claims);
			if (consumer.log().size() > 0) {
				waiting.add(consumer.handler());
			}
		}
		this.turn++;
		if (this.capacity.waitInLog(waiting)) {
			// What was running meanwhile may have ended without a word.
			this.signal.raise();
		}
		return claims;
	}

	/** What was claimed from the database has not reached its handlers yet. */
	private int roomFor(String handler, List<Claim> claims) {
		long claimed = claims.stream().filter((claim) -> handler.equals(claim.handler())).count();
		return Math.toIntExact(Math.max(0, this.capacity.roomFor(handler) - claimed));
	}

	private void take(HandlerConsumer consumer, int room, long enoughBytes, List<Claim> claims) {
		for (LogTask task : consumer.log().take(room, enoughBytes)) {
			this.held.put(task.claim(), new Held(consumer, task));
			claims.add(task.claim());
		}
	}

	@Override
	public boolean hasIsolated() {
		return this.database.hasIsolated();
	}

	@Override
	public @Nullable Claim takeIsolated() throws InterruptedException {
		return this.database.takeIsolated();
	}

	@Override
	public void settle(Settlement settlement, Consumer<@Nullable DeliveryState> done) {
		Held settled = this.held.remove(settlement.claim());
		if (settled == null) {
			this.database.settle(settlement, done);
			return;
		}
		switch (settlement) {
			case Settlement.Attempted attempted when attempted.attempts()
				.getFirst()
				.outcome() instanceof Outcome.Handled -> finish(settled, DeliveryState.HANDLED, done);
			case Settlement.Attempted attempted -> this.troubles.write(settlement, settled, done);
			case Settlement.Unreadable unreadable -> this.troubles.write(settlement, settled, done);
			case Settlement.Unhandled unhandled -> finish(settled, DeliveryState.UNHANDLED, done);
			case Settlement.Postponed(Claim claim, Instant until) when isSoon(until) -> giveBack(settled, done);
			case Settlement.Postponed(Claim claim, Instant until) when claim.handler() == null ->
				settled.consumer().runLater(() -> giveBack(settled, done));
			case Settlement.Postponed postponed -> this.troubles.write(settlement, settled, done);
			case Settlement.Released released -> giveBack(settled, done);
			case Settlement.Interrupted interrupted -> giveBack(settled, done);
			case Settlement.Separated separated -> giveBack(settled, done);
		}
		if (settled.log().isReady()) {
			this.signal.raise();
		}
	}

	private boolean isSoon(Instant until) {
		return until.isBefore(this.troubles.now().plus(SOON));
	}

	private static void finish(Held settled, DeliveryState state, Consumer<@Nullable DeliveryState> done) {
		settled.log().finished(settled.task());
		done.accept(state);
	}

	/** It keeps its place, and is handed over again when the handler has room. */
	private void giveBack(Held settled, Consumer<@Nullable DeliveryState> done) {
		done.accept(null);
		settled.log().giveBack(settled.task());
		this.signal.raise();
	}

	/**
	 * What was handed over.
	 *
	 * @param consumer the consumer that has read it
	 * @param task the task
	 */
	record Held(HandlerConsumer consumer, LogTask task) {

		HandlerLog log() {
			return this.consumer.log();
		}

	}

	/**
	 * Tells the one who waits that something has changed, once for any number of changes.
	 */
	private static final class Signal {

		private boolean raised;

		private boolean closed;

		synchronized void raise() {
			this.raised = true;
			notifyAll();
		}

		/** No one waits any more. */
		synchronized void close() {
			this.closed = true;
			notifyAll();
		}

		synchronized void open() {
			this.closed = false;
		}

		/**
		 * Waits until something changes, or has since this was called last.
		 * @param deadline until when to wait, by {@link System#nanoTime()}
		 * @return false if nothing has changed by then, or this is closed
		 */
		synchronized boolean await(long deadline) throws InterruptedException {
			while (!this.raised && !this.closed) {
				long millis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
				if (millis <= 0) {
					return false;
				}
				wait(millis);
			}
			this.raised = false;
			return !this.closed;
		}

	}

}
