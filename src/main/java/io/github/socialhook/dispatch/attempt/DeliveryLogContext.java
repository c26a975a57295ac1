package io.github.socialhook.dispatch.attempt;

import java.util.function.Supplier;

import io.github.socialhook.delivery.DeliveryId;
import org.slf4j.MDC;

/**
 * Puts the id of the delivery into the diagnostic context (MDC) of all that is logged
 * while something is done with it.
 */
public final class DeliveryLogContext {

	/** The key, for patterns such as {@code %X{deliveryId}}. */
	private static final String KEY = "deliveryId";

	private DeliveryLogContext() {
	}

	/**
	 * Runs an action with the id in the context.
	 * @param <T> the type of the result
	 * @param id the id of the delivery
	 * @param action the action
	 * @return the result of the action
	 */
	public static <T> T call(DeliveryId id, Supplier<T> action) {
		MDC.put(KEY, id.value());
		try {
			return action.get();
		}
		finally {
			MDC.remove(KEY);
		}
	}

}
