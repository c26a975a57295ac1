package io.github.socialhook.store.replay;

import java.util.List;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/** What must be known and done before deliveries that are in a log are made due again. */
@FunctionalInterface
public interface BodySource {

	/** That of a store which has all bodies. */
	BodySource COMPLETE = (ids, handler, includeHandled) -> ids;

	/**
	 * Stores the bodies that are only in the log.
	 * @param ids some deliveries
	 * @param handler the only handler that is to have them; null for all
	 * @param includeHandled whether handlers that have succeeded are to have them as well
	 * @return those that may be made due: the others have no body any more, or are still
	 * to be handled because they are in the log
	 */
	List<DeliveryId> prepare(List<DeliveryId> ids, @Nullable String handler, boolean includeHandled);

}
