package io.github.socialhook.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
	 * Makes a delivery due again for those of its handlers that have not succeeded, and
	 * waits until that is stored. A handler without any record counts as one that has
	 * succeeded if the delivery was handled at the common first attempt, which leaves no
	 * record of single handlers.
	 * @param id which
	 * @param takers the handlers that take it
	 * @return what became of it
	 * @throws IllegalStateException if it could not be stored
	 */
	Result replayUnhandled(DeliveryId id, Set<String> takers);

	/**
	 * Begins to make many deliveries due again: at a bounded rate, and only while not
	 * much else is waiting. Once this returns, it is done even if this node dies.
	 * @param user who asks for it
	 * @param filter which deliveries; with a handler, that one is the only one to have
	 * them
	 * @return what is begun
	 * @throws IllegalStateException if it could not be stored
	 */
	default Replay begin(String user, DeliveryFilter filter) {
		return begin(user, filter, true);
	}

	/**
	 * Begins to make many deliveries due again, as the other method.
	 * @param user who asks for it
	 * @param filter which deliveries
	 * @param includeHandled whether handlers that have succeeded get them again as well;
	 * if not, and the filter has no handler, those that failed or still wait get them,
	 * and deliveries that no handler has tried yet are due for all
	 * @return what is begun
	 * @throws IllegalStateException if it could not be stored
	 */
	default Replay begin(String user, DeliveryFilter filter, boolean includeHandled) {
		return begin(user, filter, includeHandled, false);
	}

	/**
	 * Begins to make many deliveries due again, as the other method.
	 * @param user who asks for it
	 * @param filter which deliveries
	 * @param includeHandled whether handlers that have succeeded get them again as well
	 * @param paced whether to stop after one delivery, five more and fifty more until
	 * these are handled, and to end if one of them fails again
	 * @return what is begun
	 * @throws IllegalStateException if it could not be stored
	 */
	Replay begin(String user, DeliveryFilter filter, boolean includeHandled, boolean paced);

	/**
	 * Discards what has failed for good of a delivery, and waits until that is stored.
	 * The delivery stays until it is deleted for its age, and can be replayed.
	 * @param id which
	 * @param handler the only handler of which it is discarded; null for all that failed
	 * @return false if nothing of it has failed for good
	 * @throws IllegalStateException if it could not be stored
	 */
	boolean discard(DeliveryId id, @Nullable String handler);

	/**
	 * Begins to discard what has failed for good of many deliveries. Once this returns,
	 * it is done even if this node dies.
	 * @param user who asks for it
	 * @param filter which deliveries; with a handler or an error, only what that handler
	 * has failed, or failed with that error, is discarded
	 * @return what is begun
	 * @throws IllegalStateException if it could not be stored
	 */
	Replay beginDiscard(String user, DeliveryFilter filter);

	/**
	 * Ends a replay before its time. What is due or discarded by then stays so.
	 * @param id the id of the replay
	 * @return false if there is none with this id
	 * @throws IllegalStateException if it could not be stored
	 */
	boolean cancel(String id);

	/**
	 * Looks up whether a delivery waits for its turn in a replay of many.
	 * @param id which
	 * @return its place in the first replay that is to reach it; empty if none is
	 */
	Optional<Place> placeOf(DeliveryId id);

	/**
	 * Lists the latest replays, whether or not they have ended.
	 * @return the latest first
	 */
	List<Replay> list();

	/**
	 * The place of a delivery in a replay of many.
	 *
	 * @param replay the id of the replay
	 * @param action what is going to be done with the delivery
	 * @param ahead how many deliveries are before it
	 * @param exact whether these are all; if not, there are at least so many
	 */
	record Place(String replay, Replay.Action action, long ahead, boolean exact) {

	}

	/**
	 * What became of the replay of one delivery.
	 *
	 * @param replayed whether it is due again; false if it was waiting or being handled
	 * anyway, or if all of its handlers were left out
	 * @param due the handlers for which it is due again
	 * @param leftOut the handlers that are not to have it again, because they have
	 * succeeded
	 */
	record Result(boolean replayed, Set<String> due, Set<String> leftOut) {

		/**
		 * Creates the result of a replay that leaves no handler out.
		 * @param replayed whether the delivery is due again
		 * @param handlers the handlers that it was meant for
		 * @return the result
		 */
		public static Result ofAll(boolean replayed, Set<String> handlers) {
			return new Result(replayed, replayed ? handlers : Set.of(), Set.of());
		}

	}

	/**
	 * Hands over again what is in the log of Kafka, whether or not the database knows it.
	 * The positions of the handlers stay where they are.
	 */
	interface Log {

		/**
		 * Counts what was written to the log within a range of time.
		 * @param from the time since which it was written, inclusive
		 * @param to the time before which it was written, exclusive
		 * @return what there is
		 * @throws StoreUnavailableException if Kafka does not answer
		 */
		Range find(Instant from, Instant to);

		/**
		 * Begins to hand over what was written to the log within a range of time: in the
		 * order of each subject, at a bounded rate, and only while not much else is
		 * waiting. A handler does not get what it has not come to yet. Once this returns,
		 * it is done even if this node dies.
		 * @param user who asks for it
		 * @param from the time since which it was written, inclusive
		 * @param to the time before which it was written, exclusive
		 * @param handler the only handler that is to have it; null for all that take it
		 * @return what is begun
		 * @throws StoreUnavailableException if Kafka does not answer
		 */
		Replay begin(String user, Instant from, Instant to, @Nullable String handler);

		/**
		 * What the log has of a range of time.
		 *
		 * @param number how many records there are at most
		 * @param deletedBefore the time before which some records of the range are
		 * deleted; null if none is
		 */
		record Range(long number, @Nullable Instant deletedBefore) {

		}

	}

}
