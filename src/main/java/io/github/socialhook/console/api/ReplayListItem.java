package io.github.socialhook.console.api;

import java.time.Instant;
import java.util.Objects;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Replay;
import org.jspecify.annotations.Nullable;

/**
 * A replay of many deliveries in a list.
 *
 * @param id its id
 * @param user who asked for it
 * @param action what is done with the deliveries
 * @param filter which deliveries are meant
 * @param handler the only handler that gets them; null: all that take them
 * @param startedAt when it was asked for
 * @param matched how many deliveries were meant at that time
 * @param done how many of them it has dealt with
 * @param replayed how many of those are due again, or discarded; the others were waiting
 * anyway, or are gone
 * @param endedAt when it ended; null while it continues
 * @param cancelled whether someone ended it
 * @param includeHandled whether handlers that have succeeded get them again as well
 * @param paced whether it stops after one, five and fifty deliveries until these are
 * handled
 * @param stopped whether it has ended because deliveries failed again
 * @param fromLog whether the deliveries are read from the log of Kafka
 * @param outcomes what became of those that are due again; null if that is not recorded
 */
record ReplayListItem(String id, String user, Replay.Action action, Filter filter, @Nullable String handler,
		Instant startedAt, long matched, long done, long replayed, @Nullable Instant endedAt, boolean cancelled,
		boolean includeHandled, boolean paced, boolean stopped, boolean fromLog, Replay.@Nullable Outcomes outcomes) {

	static ReplayListItem of(Replay replay) {
		return new ReplayListItem(replay.id(), replay.user(), replay.action(), Filter.of(replay.filter()),
				replay.filter().handler(), replay.requestedAt(), replay.matched(), replay.done(), replay.replayed(),
				replay.endedAt(), replay.cancelled(), replay.includeHandled(), replay.paced(), replay.stopped(),
				replay.fromLog(), replay.outcomes());
	}

	/**
	 * Which deliveries are meant, in the words of a request.
	 *
	 * @param state where they stand
	 * @param event the name of their event
	 * @param endpoint the endpoint at which they arrived
	 * @param subject what they are about
	 * @param handler a handler that has needed more than the common first attempt
	 * @param from the time since which they were received
	 * @param to the time before which they were received
	 * @param q what their event, subject or recorded errors contain, or their number
	 * @param refersTo what they refer to
	 * @param error the signature of the error with which they have failed
	 * @param replay the id of a replay that has made them due again
	 */
	record Filter(@Nullable DeliveryState state, @Nullable String event, @Nullable String endpoint,
			@Nullable String subject, @Nullable String handler, @Nullable Instant from, @Nullable Instant to,
			@Nullable String q, @Nullable String refersTo, @Nullable String error, @Nullable String replay) {

		private static Filter of(DeliveryFilter filter) {
			return new Filter(filter.state(), Objects.toString(filter.event(), null),
					Objects.toString(filter.endpoint(), null), Objects.toString(filter.subject(), null),
					filter.handler(), filter.from(), filter.to(), filter.text(),
					Objects.toString(filter.reference(), null), filter.error(), filter.replay());
		}

	}

}
