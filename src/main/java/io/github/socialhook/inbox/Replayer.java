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
	 * Makes a delivery due again, and waits until that is stored. If it is waiting or
	 * being handled anyway, it stays as it is.
	 * @param id which
	 * @param handler the only handler that is to have it; null for all that take it
	 * @return whether it is due again
	 * @throws IllegalStateException if it could not be stored
	 */
	boolean replay(DeliveryId id, @Nullable String handler);

	/**
	 * Begins to make many deliveries due again: at a bounded rate, and only while not
	 * much else is waiting. Once this returns, it is done even if this node dies.
	 * @param user who asks for it
	 * @param filter which deliveries; with a handler, that one is the only one to have
	 * them
	 * @return what is begun
	 * @throws IllegalStateException if it could not be stored
	 */
	Replay begin(String user, DeliveryFilter filter);

	/**
	 * Ends a replay before its time. What is due by then stays due.
	 * @param id the id of the replay
	 * @return false if there is none with this id
	 * @throws IllegalStateException if it could not be stored
	 */
	boolean cancel(String id);

	/**
	 * Lists the latest replays, whether or not they have ended.
	 * @return the latest first
	 */
	List<Replay> list();

}
