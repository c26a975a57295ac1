package io.github.socialhook.dispatch.attempt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Capacity;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.WorkQueue;
import org.jspecify.annotations.Nullable;

/** A queue without work that records settlements, and stores them when a test says so. */
public final class RecordingWorkQueue implements WorkQueue {

	public final List<Settlement> settlements = new ArrayList<>();

	private final List<Consumer<@Nullable DeliveryState>> waiting = new ArrayList<>();

	@Override
	public void open(Duration lease, Capacity capacity) {
	}

	@Override
	public void wakeUp() {
	}

	@Override
	public void close() {
	}

	@Override
	public List<Claim> take(int most, long enoughBytes, Duration patience) {
		return List.of();
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
		this.settlements.add(settlement);
		this.waiting.add(done);
	}

	public void write() {
		List<Consumer<@Nullable DeliveryState>> callbacks = List.copyOf(this.waiting);
		this.waiting.clear();
		callbacks.forEach((done) -> done.accept(DeliveryState.PENDING));
	}

}
