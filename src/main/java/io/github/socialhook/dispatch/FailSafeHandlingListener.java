package io.github.socialhook.dispatch;

import java.time.Duration;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.delivery.HoldReason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Keeps what a listener throws away from the work it is told of. */
final class FailSafeHandlingListener implements HandlingListener {

	private static final Log logger = LogFactory.getLog(FailSafeHandlingListener.class);

	private final HandlingListener listener;

	FailSafeHandlingListener(HandlingListener listener) {
		this.listener = listener;
	}

	@Override
	public void attempted(String handler, String event, DeliveryId id, HandlingOutcome outcome, Duration elapsed) {
		tell(() -> this.listener.attempted(handler, event, id, outcome, elapsed));
	}

	@Override
	public void settled(DeliveryId id, Delivery delivery, DeliveryState state) {
		tell(() -> this.listener.settled(id, delivery, state));
	}

	@Override
	public void held(String handler, HoldReason reason, boolean held) {
		tell(() -> this.listener.held(handler, reason, held));
	}

	@Override
	public void lost(String handler, int threads) {
		tell(() -> this.listener.lost(handler, threads));
	}

	private static void tell(Runnable message) {
		try {
			message.run();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.error("A listener failed", ex);
		}
	}

}
