package io.github.socialhook.inbox;

import java.util.List;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/**
 * Makes deliveries due again, whatever became of them: the face that the console sees.
 * What was recorded of their attempts stays.
 */
public interface Replayer {

	/**
	 * Makes deliveries due again, and waits until that is stored. What is waiting or
	 * being handled anyway stays as it is.
	 * @param ids which; as many as one transaction should change
	 * @param handler the only handler that is to have them; null for all that take them
	 * @return how many of them are due again
	 * @throws IllegalStateException if it could not be stored
	 */
	int replay(List<DeliveryId> ids, @Nullable String handler);

	/**
	 * Whether so much is waiting to be handled that no more should be made due.
	 * @param enough how much that is
	 * @return true if at least so many deliveries wait
	 */
	boolean isBusy(int enough);

}
