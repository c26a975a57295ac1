package io.github.socialhook.inbox;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.github.socialhook.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * What is due: the face that the dispatcher sees. There is one taker at a time.
 */
public interface WorkQueue {

	/**
	 * Begins to hand over to this node what it accepts.
	 * @param lease how long a claim is to last
	 */
	default void open(Duration lease) {
		open(lease, Capacity.UNLIMITED);
	}

	/**
	 * Begins to hand over to this node what it accepts.
	 * @param lease how long a claim is to last
	 * @param capacity how much of what waits for single handlers may be claimed
	 */
	void open(Duration lease, Capacity capacity);

	/** Looks into the store again soon: a handler can take on more than before. */
	void wakeUp();

	/** Stops handing over. What was handed over and not taken is released. */
	void close();

	/**
	 * Claims work that is due, and waits for some if there is none.
	 * @param most the most claims to take
	 * @param timeout how long to wait at most
	 * @return as the other method
	 * @throws InterruptedException if the thread was interrupted while waiting
	 */
	default List<Claim> take(int most, Duration timeout) throws InterruptedException {
		return take(most, Long.MAX_VALUE, timeout);
	}

	/**
	 * Claims work that is due, and waits for some if there is none. What is to be done
	 * with nothing else beside it is left out.
	 * @param most the most claims to take
	 * @param enoughBytes at how many bytes of bodies to take no more: the last body may
	 * lead beyond that
	 * @param timeout how long to wait at most
	 * @return the claims in the order in which the deliveries were accepted; empty if
	 * there were none in time or {@link #close()} was called
	 * @throws InterruptedException if the thread was interrupted while waiting
	 */
	List<Claim> take(int most, long enoughBytes, Duration timeout) throws InterruptedException;

	/**
	 * Whether there may be work that is to be done with nothing else beside it.
	 * @return true at first, and since {@link #take} has come upon such work
	 * @see Claim#isIsolated()
	 */
	boolean hasIsolated();

	/**
	 * Claims work that is to be done with nothing else beside it, of several what the
	 * fewest processes have died of. Does not wait for any.
	 * @return the claim; null if there is none
	 * @throws InterruptedException if the thread was interrupted while claiming
	 */
	@Nullable Claim takeIsolated() throws InterruptedException;

	/**
	 * Writes what became of claimed work, soon. While the store fails it is tried again
	 * until the lease is over.
	 * @param settlement what became of it
	 * @param done receives the state of the delivery once that is stored; null if it was
	 * not stored, or changed nothing because the claim was no longer valid
	 */
	void settle(Settlement settlement, Consumer<@Nullable DeliveryState> done);

}
