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
 */
public record Replay(String id, String user, Action action, DeliveryFilter filter, Instant requestedAt, long matched,
		long done, long replayed, @Nullable Instant endedAt, boolean cancelled, boolean includeHandled) {

	/** What can be done with many deliveries. */
	public enum Action {

		/** They are made due again. */
		REPLAY,

		/** What has failed for good is discarded. */
		DISCARD

	}

}
