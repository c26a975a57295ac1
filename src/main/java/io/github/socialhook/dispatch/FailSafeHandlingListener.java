package io.github.socialhook.dispatch;

import java.time.Duration;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.FaultSource;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.delivery.HoldReason;
import io.github.socialhook.log.FaultLog;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Delegates to a listener, and logs what it throws. */
final class FailSafeHandlingListener implements HandlingListener {

	private static final Log logger = LogFactory.getLog(FailSafeHandlingListener.class);

	private final HandlingListener listener;

	FailSafeHandlingListener(HandlingListener listener) {
		this.listener = listener;
	}

	@Override
	public void attempted(String handler, String event, DeliveryId id, HandlingOutcome outcome, Duration elapsed) {
		call(() -> this.listener.attempted(handler, event, id, outcome, elapsed));
	}

	@Override
	public void settled(DeliveryId id, Delivery delivery, DeliveryState state) {
		call(() -> this.listener.settled(id, delivery, state));
	}

	@Override
	public void held(String handler, HoldReason reason, boolean held) {
		call(() -> this.listener.held(handler, reason, held));
	}

	@Override
	public void lost(String handler, int threads) {
		call(() -> this.listener.lost(handler, threads));
	}

	@Override
	public void faulted(FaultSource source) {
		call(() -> this.listener.faulted(source));
	}

	private static void call(Runnable method) {
		try {
			method.run();
		}
		catch (Throwable ex) {
			FaultLog.error(logger, "A listener failed", ex);
		}
	}

}
