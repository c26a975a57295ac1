package io.github.socialhook.tracing;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/** Traces attempts of handlers, on the thread of the handler. */
@FunctionalInterface
public interface AttemptTracer {

	/** Traces nothing. */
	AttemptTracer NONE = (id, handler, event, number) -> (thrown) -> {
	};

	/**
	 * Begins an attempt. Never throws.
	 * @param id the id of the delivery
	 * @param handler the name of the handler
	 * @param event the name of the event in the catalogue, {@code other} if it is not
	 * there
	 * @param number the number of the attempt, from 1
	 * @return what ends it
	 */
	Running begin(DeliveryId id, String handler, String event, int number);

	/** An attempt that is being traced. */
	@FunctionalInterface
	interface Running {

		/**
		 * Ends the attempt. Never throws.
		 * @param thrown what the handler has thrown; null if it has returned
		 */
		void end(@Nullable Throwable thrown);

	}

}
