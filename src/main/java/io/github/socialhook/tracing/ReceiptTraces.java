package io.github.socialhook.tracing;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/** The traces of the requests that brought deliveries. */
public interface ReceiptTraces {

	/**
	 * Keeps the trace of a request, soon.
	 * @param id the id of the delivery that it brought
	 * @param parent the trace in the form of the header {@code traceparent}; null if it
	 * is not sampled
	 */
	void keep(DeliveryId id, @Nullable String parent);

	/**
	 * Looks up the trace of the request that brought a delivery, on whatever node and
	 * however long ago.
	 * @param id the id of the delivery
	 * @return the trace in the form of the header {@code traceparent}; null if it was not
	 * sampled
	 */
	@Nullable String of(DeliveryId id);

}
