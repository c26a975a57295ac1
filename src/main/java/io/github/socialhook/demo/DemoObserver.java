package io.github.socialhook.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Logs what the receiver does, and tells the result of one request at a time.
 */
final class DemoObserver implements RequestListener, HandlingListener {

	private static final Log logger = LogFactory.getLog(DemoObserver.class);

	/**
	 * By delivery, because the id of the expected one is known only when it is settled.
	 */
	private final Map<DeliveryId, List<DemoResult.Attempt>> attempts = new HashMap<>();

	private @Nullable Payload awaited;

	private @Nullable RequestOutcome outcome;

	private @Nullable DeliveryId id;

	private @Nullable DeliveryState state;

	/** Expects a body that is about to be sent. */
	synchronized void expect(Payload payload) {
		this.awaited = payload;
		this.outcome = null;
		this.id = null;
		this.state = null;
		this.attempts.clear();
	}

	/** Returns the result of that request, once it is final or the timeout is over. */
	synchronized DemoResult await(Duration timeout) throws InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		long left = timeout.toNanos();
		while (this.outcome == RequestOutcome.STORED && !isFinal(this.state) && left > 0) {
			TimeUnit.NANOSECONDS.timedWait(this, left);
			left = deadline - System.nanoTime();
		}
		this.awaited = null;
		List<DemoResult.Attempt> own = (this.id != null) ? this.attempts.getOrDefault(this.id, List.of()) : List.of();
		return new DemoResult(this.outcome, this.state, List.copyOf(own));
	}

	private static boolean isFinal(@Nullable DeliveryState state) {
		return state != null && state != DeliveryState.PENDING && state != DeliveryState.RETRYING;
	}

	@Override
	public synchronized void answered(@Nullable EndpointName endpoint, RequestOutcome answer, Duration elapsed) {
		logger.info("A request to endpoint '" + endpoint + "' is " + answer);
		if (this.awaited != null) {
			this.outcome = answer;
		}
	}

	@Override
	public synchronized void attempted(String handler, String event, DeliveryId delivery, HandlingOutcome attempt,
			Duration elapsed) {
		if (this.awaited != null) {
			this.attempts.computeIfAbsent(delivery, (number) -> new ArrayList<>())
				.add(new DemoResult.Attempt(handler, attempt));
		}
	}

	@Override
	public synchronized void settled(DeliveryId settled, Delivery delivery, DeliveryState current) {
		logger.info("Delivery " + settled + " is " + current);
		if (Objects.equals(delivery.payload(), this.awaited)) {
			this.id = settled;
			this.state = current;
			notifyAll();
		}
	}

}
