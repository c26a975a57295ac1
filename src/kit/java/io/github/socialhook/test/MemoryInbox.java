package io.github.socialhook.test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Capacity;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.Pauses;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.WorkQueue;
import org.jspecify.annotations.Nullable;

/**
 * The inbox of a test: what is put is due at once, and stays in memory. Nothing is a
 * duplicate, and no lease ends.
 */
final class MemoryInbox implements Inbox, WorkQueue, Pauses {

	private final InstantSource clock;

	private final Map<DeliveryId, MemoryDelivery> deliveries = new LinkedHashMap<>();

	private final Map<String, Instant> paused = new LinkedHashMap<>();

	/** A thread apart, because who calls may hold locks that the dispatcher wants. */
	private final ExecutorService writer = Executors
		.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("socialhook-test-store").factory());

	private Duration lease = Duration.ZERO;

	private Capacity capacity = Capacity.UNLIMITED;

	private boolean open;

	private long number;

	MemoryInbox(SocialTime clock) {
		this.clock = clock;
		clock.onForward(this::wakeUp);
	}

	@Override
	public synchronized Receipt put(Delivery delivery) {
		DeliveryId id = new DeliveryId(Long.toString(++this.number));
		this.deliveries.put(id, new MemoryDelivery(id, delivery));
		notifyAll();
		return new Receipt.Stored(id);
	}

	@Override
	public boolean isWritable() {
		return true;
	}

	@Override
	public long spilled() {
		return 0;
	}

	@Override
	public Optional<Outage> lastOutage() {
		return Optional.empty();
	}

	@Override
	public synchronized void open(Duration duration, Capacity limits) {
		this.lease = duration;
		this.capacity = limits;
		this.open = true;
	}

	@Override
	public void wakeUp() {
		execute(this::notice);
	}

	private synchronized void notice() {
		notifyAll();
	}

	/** What comes after the end of the context is of no interest to anybody. */
	private void execute(Runnable task) {
		try {
			this.writer.execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The context is closed.
		}
	}

	@Override
	public synchronized void close() {
		this.open = false;
		notifyAll();
	}

	@Override
	public synchronized List<Claim> take(int most, long enoughBytes, Duration timeout) throws InterruptedException {
		long end = System.nanoTime() + timeout.toNanos();
		while (true) {
			List<Claim> claims = claim(most, enoughBytes);
			long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
			if (!claims.isEmpty() || !this.open || millis <= 0) {
				return claims;
			}
			wait(millis);
		}
	}

	private List<Claim> claim(int most, long enoughBytes) {
		List<Claim> claims = new ArrayList<>();
		Set<String> left = new LinkedHashSet<>();
		Map<String, Integer> rooms = new LinkedHashMap<>();
		Instant now = this.clock.instant();
		Instant until = now.plus(this.lease);
		for (MemoryDelivery each : this.open ? List.copyOf(this.deliveries.values()) : List.<MemoryDelivery>of()) {
			if (each.isDueForAll(now) && hasRoom(claims, most, enoughBytes)) {
				claims.add(each.claimForAll(until));
			}
			for (String handler : each.waiting(now)) {
				int room = rooms.computeIfAbsent(handler, this.capacity::roomFor);
				if (room > 0 && hasRoom(claims, most, enoughBytes)) {
					claims.add(each.claim(handler, until));
					rooms.put(handler, room - 1);
				}
				else {
					left.add(handler);
				}
			}
		}
		this.capacity.looked(left);
		return claims;
	}

	private static boolean hasRoom(List<Claim> claims, int most, long enoughBytes) {
		return claims.size() < most && Claim.bytes(claims) < enoughBytes;
	}

	@Override
	public boolean hasIsolated() {
		return false;
	}

	@Override
	public @Nullable Claim takeIsolated() {
		return null;
	}

	@Override
	public void settle(Settlement settlement, Consumer<@Nullable DeliveryState> done) {
		execute(() -> done.accept(apply(settlement)));
	}

	private synchronized @Nullable DeliveryState apply(Settlement settlement) {
		MemoryDelivery delivery = this.deliveries.get(settlement.claim().id());
		DeliveryState state = (delivery != null && delivery.settle(settlement, this.clock.instant())) ? delivery.state()
				: null;
		notifyAll();
		return state;
	}

	@Override
	public synchronized Map<String, Instant> all() {
		return Map.copyOf(this.paused);
	}

	@Override
	public synchronized void pause(String handler) {
		this.paused.putIfAbsent(handler, this.clock.instant());
	}

	@Override
	public synchronized void resume(String handler) {
		this.paused.remove(handler);
	}

	synchronized Optional<DeliveryId> latest(byte[] body) {
		return this.deliveries.values()
			.stream()
			.filter((each) -> Arrays.equals(each.delivery().payload().bytes(), body))
			.map(MemoryDelivery::id)
			.reduce((first, second) -> second);
	}

	synchronized void repeat(DeliveryId id) {
		find(id).repeat(this.clock.instant());
		notifyAll();
	}

	/** Waits until a delivery is as it should be; false if it is not in time. */
	synchronized boolean await(DeliveryId id, Predicate<MemoryDelivery> condition, Duration timeout)
			throws InterruptedException {
		long end = System.nanoTime() + timeout.toNanos();
		while (!condition.test(find(id))) {
			long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
			if (millis <= 0) {
				return false;
			}
			wait(millis);
		}
		return true;
	}

	synchronized <T> T look(DeliveryId id, Function<MemoryDelivery, T> question) {
		return question.apply(find(id));
	}

	private MemoryDelivery find(DeliveryId id) {
		MemoryDelivery delivery = this.deliveries.get(id);
		if (delivery == null) {
			throw new IllegalStateException("Delivery " + id + " was sent by another test");
		}
		return delivery;
	}

	/**
	 * Forgets all deliveries and pauses, so that one test is not in the way of another.
	 */
	synchronized void clear() {
		this.deliveries.clear();
		this.paused.clear();
	}

	void shutDown() {
		this.writer.shutdown();
	}

}
