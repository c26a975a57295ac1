package io.github.socialhook.sender;

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
 * Sees what the receiver does and says it in the log. It looks after one request at a
 * time.
 */
final class Witness implements RequestListener, HandlingListener {

	private static final Log logger = LogFactory.getLog(Witness.class);

	/** Which of them is the awaited one is known only when it is settled. */
	private final Map<DeliveryId, List<Fate.Attempt>> attempts = new HashMap<>();

	private @Nullable Payload awaited;

	private @Nullable RequestOutcome outcome;

	private @Nullable DeliveryId id;

	private @Nullable DeliveryState state;

	/** Looks out for a body that is about to be sent. */
	synchronized void lookOutFor(Payload payload) {
		this.awaited = payload;
		this.outcome = null;
		this.id = null;
		this.state = null;
		this.attempts.clear();
	}

	/** Tells what became of it, once that is final or the time is over. */
	synchronized Fate tell(Duration patience) throws InterruptedException {
		long deadline = System.nanoTime() + patience.toNanos();
		long left = patience.toNanos();
		while (this.outcome == RequestOutcome.STORED && !isFinal(this.state) && left > 0) {
			TimeUnit.NANOSECONDS.timedWait(this, left);
			left = deadline - System.nanoTime();
		}
		this.awaited = null;
		List<Fate.Attempt> own = (this.id != null) ? this.attempts.getOrDefault(this.id, List.of()) : List.of();
		return new Fate(this.outcome, this.state, List.copyOf(own));
	}

	private static boolean isFinal(@Nullable DeliveryState state) {
		return state != null && state != DeliveryState.PENDING && state != DeliveryState.RETRYING;
	}

	@Override
	public synchronized void answered(EndpointName endpoint, RequestOutcome answer, Duration elapsed) {
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
				.add(new Fate.Attempt(handler, attempt));
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
