package io.github.socialhook.traffic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;
import org.jspecify.annotations.Nullable;

/** Counts what comes and is handled on this node. It neither locks nor allocates. */
public final class TrafficCounter implements RequestListener, HandlingListener {

	private static final long[] BOUNDS = TrafficFigures.ACK_MILLIS.stream()
		.mapToLong((millis) -> Duration.ofMillis(millis).toNanos())
		.toArray();

	private final LongAdder received = new LongAdder();

	private final LongAdder duplicates = new LongAdder();

	private final LongAdder rejected = new LongAdder();

	private final LongAdder unavailable = new LongAdder();

	private final LongAdder handled = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final List<LongAdder> acks = Stream.generate(LongAdder::new).limit(BOUNDS.length + 1L).toList();

	/** Creates a counter of zero. */
	public TrafficCounter() {
	}

	@Override
	public void answered(@Nullable EndpointName endpoint, RequestOutcome outcome, Duration elapsed) {
		switch (outcome) {
			case STORED -> genuine(this.received, elapsed);
			case DUPLICATE -> genuine(this.duplicates, elapsed);
			case UNAVAILABLE -> genuine(this.unavailable, elapsed);
			case LEGACY -> {
				// It comes a second time, signed.
			}
			default -> this.rejected.increment();
		}
	}

	private void genuine(LongAdder counter, Duration elapsed) {
		counter.increment();
		long nanos = elapsed.toNanos();
		int bucket = 0;
		while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
			bucket++;
		}
		this.acks.get(bucket).increment();
	}

	@Override
	public void attempted(String handler, String event, DeliveryId id, HandlingOutcome outcome, Duration elapsed) {
		if (outcome != HandlingOutcome.HANDLED) {
			this.failed.increment();
		}
	}

	@Override
	public void settled(DeliveryId id, Delivery delivery, DeliveryState state) {
		if (state == DeliveryState.HANDLED) {
			this.handled.increment();
		}
	}

	/**
	 * Returns what was counted since the last call, and begins anew.
	 * @return the figures
	 */
	public TrafficFigures drain() {
		return new TrafficFigures(this.received.sumThenReset(), this.duplicates.sumThenReset(),
				this.rejected.sumThenReset(), this.unavailable.sumThenReset(), this.handled.sumThenReset(),
				this.failed.sumThenReset(), this.acks.stream().map(LongAdder::sumThenReset).toList());
	}

}
