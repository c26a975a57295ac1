package io.github.socialhook.inbox;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Many deliveries on their way to be handled again or discarded, the oldest first. It is
 * kept in the store, so it continues when the node that works at it dies.
 *
 * @param id its id, a text without meaning
 * @param user who asked for it
 * @param action what is done with the deliveries
 * @param filter which deliveries are meant; one that moves on before its turn, so that
 * the filter is no longer true of it, is left out
 * @param requestedAt when it was asked for
 * @param matched how many deliveries were meant at that time
 * @param done how many of them it has dealt with
 * @param replayed how many of those are due again, or discarded; the others were waiting
 * anyway, or are gone
 * @param endedAt when it ended; absent while it continues
 * @param cancelled whether someone ended it
 * @param includeHandled whether handlers that have succeeded get them again as well
 * @param paced whether it stops after one delivery, five more and fifty more, and goes on
 * only if these were handled
 * @param stopped whether it has ended because deliveries failed again between
 * @param fromLog whether the deliveries are read from the log, instead of the database
 * @param outcomes what became of those that are due again; absent if that is not recorded
 */
public record Replay(String id, String user, Action action, DeliveryFilter filter, Instant requestedAt, long matched,
		long done, long replayed, @Nullable Instant endedAt, boolean cancelled, boolean includeHandled, boolean paced,
		boolean stopped, boolean fromLog, @Nullable Outcomes outcomes) {

	/**
	 * Returns the same with an id.
	 * @param number the id
	 * @return a copy
	 */
	public Replay withId(String number) {
		return new Replay(number, this.user, this.action, this.filter, this.requestedAt, this.matched, this.done,
				this.replayed, this.endedAt, this.cancelled, this.includeHandled, this.paced, this.stopped,
				this.fromLog, this.outcomes);
	}

	/**
	 * What became of the deliveries that a replay made due again. What is in none of
	 * these numbers is not handled yet.
	 *
	 * @param handled how many were handled
	 * @param retrying how many have failed again and are to be tried again
	 * @param failed how many have failed again for good
	 * @param other how many ended otherwise: no handler took them, or they were discarded
	 * or deleted meanwhile
	 */
	public record Outcomes(long handled, long retrying, long failed, long other) {

		/** None is handled yet. */
		public static final Outcomes NONE = new Outcomes(0, 0, 0, 0);

	}

	/** What can be done with many deliveries. */
	public enum Action {

		/** They are made due again. */
		REPLAY,

		/** What has failed for good is discarded. */
		DISCARD

	}

}
