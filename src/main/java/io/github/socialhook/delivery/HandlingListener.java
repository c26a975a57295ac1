package io.github.socialhook.delivery;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Receives events about the handling of deliveries on this node. It is called on the
 * threads of the dispatcher, so it must return quickly and must not throw.
 */
public interface HandlingListener {

	/**
	 * A handler has tried a delivery.
	 * @param handler the name of the handler
	 * @param event the name of the event in the catalogue, {@code other} if it is not
	 * there
	 * @param id the id of the delivery
	 * @param outcome how the attempt ended
	 * @param elapsed how long the attempt took
	 */
	default void attempted(String handler, String event, DeliveryId id, HandlingOutcome outcome, Duration elapsed) {
	}

	/**
	 * The new state of a delivery has been stored.
	 * @param id its id
	 * @param delivery what it is
	 * @param state its new state
	 */
	default void settled(DeliveryId id, Delivery delivery, DeliveryState state) {
	}

	/**
	 * A handler is held from now on, or not any more.
	 * @param handler the name of the handler
	 * @param reason why
	 * @param held whether it is held for that reason
	 */
	default void held(String handler, HoldReason reason, boolean held) {
	}

	/**
	 * A handler has more or fewer lost threads than before: those that went on although
	 * they were interrupted after the timeout, so that their attempts were given up.
	 * @param handler the name of the handler
	 * @param threads how many there are now
	 */
	default void lost(String handler, int threads) {
	}

	/**
	 * A delivery is in the log once more, and was not handed over to a handler again.
	 * Only where deliveries are stored in a log.
	 * @param handler the name of the handler
	 */
	default void repeated(String handler) {
	}

	/**
	 * Tells, now and then, how far a handler is behind in a log that deletes what is old.
	 * Only where deliveries are stored in a log.
	 * @param handler the name of the handler
	 * @param left how much older the first delivery that waits for the handler may get
	 * before it is deleted; absent if none waits, or nothing was deleted yet
	 */
	default void behind(String handler, @Nullable Duration left) {
	}

	/**
	 * Tells, now and then, how far the index of a log is behind. Only where deliveries
	 * are stored in a log.
	 * @param left how many deliveries are in the log, in what this node has of it, that
	 * cannot be searched yet
	 */
	default void indexed(long left) {
	}

	/**
	 * An unexpected fault occurred in the dispatcher, which continues.
	 * @param source where it occurred
	 */
	default void faulted(FaultSource source) {
	}

	/**
	 * Makes one listener of many.
	 * @param listeners the listeners to call, in this order
	 * @return a listener that calls all of them
	 */
	static HandlingListener of(List<HandlingListener> listeners) {
		return new HandlingListener() {

			@Override
			public void attempted(String handler, String event, DeliveryId id, HandlingOutcome outcome,
					Duration elapsed) {
				listeners.forEach((listener) -> listener.attempted(handler, event, id, outcome, elapsed));
			}

			@Override
			public void settled(DeliveryId id, Delivery delivery, DeliveryState state) {
				listeners.forEach((listener) -> listener.settled(id, delivery, state));
			}

			@Override
			public void held(String handler, HoldReason reason, boolean held) {
				listeners.forEach((listener) -> listener.held(handler, reason, held));
			}

			@Override
			public void lost(String handler, int threads) {
				listeners.forEach((listener) -> listener.lost(handler, threads));
			}

			@Override
			public void repeated(String handler) {
				listeners.forEach((listener) -> listener.repeated(handler));
			}

			@Override
			public void behind(String handler, @Nullable Duration left) {
				listeners.forEach((listener) -> listener.behind(handler, left));
			}

			@Override
			public void indexed(long left) {
				listeners.forEach((listener) -> listener.indexed(left));
			}

			@Override
			public void faulted(FaultSource source) {
				listeners.forEach((listener) -> listener.faulted(source));
			}

		};
	}

}
