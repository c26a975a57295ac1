package io.github.socialhook.console.pages;

import java.time.Instant;

import io.github.socialhook.console.operation.WaitReason;
import io.github.socialhook.console.view.Figures;
import io.github.socialhook.console.view.Moment;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.inbox.Replayer;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery waits for, in words.
 *
 * @param handler the name of the handler, or of the replay
 * @param text a sentence
 * @param earlier the id of the delivery that has to be handled before; null if none has
 */
record WaitText(String handler, String text, @Nullable String earlier) {

	static WaitText of(WaitReason reason, Instant now) {
		DeliveryId earlier = reason.earlier();
		Replayer.Place place = reason.place();
		String name = (reason.handler() != null) ? reason.handler()
				: "Replay " + ((place != null) ? place.replay() : "");
		return new WaitText(name, text(reason, now), (earlier != null) ? earlier.value() : null);
	}

	private static String text(WaitReason reason, Instant now) {
		Moment since = Moment.ofNullable(reason.since(), now);
		Moment until = Moment.ofNullable(reason.until(), now);
		String start = (since != null) ? " since " + since.text() : "";
		return switch (reason.cause()) {
			case RUNNING -> "The handler is working on it.";
			case NO_HANDLER -> "There is no such handler on this instance.";
			case PAUSED -> (reason.by() != null) ? "User " + reason.by() + " has paused the handler" + start + "."
					: "The handler has been paused" + start + ".";
			case FAILING -> "The handler fails for nearly all deliveries" + start + ", so this instance only probes it"
					+ probe(until) + ". No attempt is lost."
					+ ((reason.error() != null) ? " The last error: " + reason.error() : "");
			case RETRY ->
				"The next attempt is " + ((until != null) ? until.distance() + ", at " + until.text() : "due") + ".";
			case EARLIER_EVENT -> "An earlier event of its subject is handled first:";
			case TURN -> "It is next, or is being handled with the others.";
			case REPLAY -> replay(reason.place());
		};
	}

	private static String probe(@Nullable Moment at) {
		return (at != null) ? ", next at " + at.text() : "";
	}

	private static String replay(Replayer.@Nullable Place place) {
		if (place == null) {
			return "";
		}
		String what = (place.action() == Replay.Action.DISCARD) ? "is to discard it" : "is to make it due again";
		return "It " + what + ", after " + (place.exact() ? "" : "at least ") + Figures.deliveries(place.ahead()) + ".";
	}

}
