package io.github.socialhook.console.pages;

import java.time.Instant;

import io.github.socialhook.console.operation.WaitReason;
import io.github.socialhook.console.view.Moment;
import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery waits for, in words.
 *
 * @param handler the name of the handler
 * @param text a sentence
 * @param earlier the id of the delivery that has to be handled before; null if none has
 */
record WaitText(String handler, String text, @Nullable String earlier) {

	static WaitText of(WaitReason reason, Instant now) {
		DeliveryId earlier = reason.earlier();
		return new WaitText(reason.handler(), text(reason, now), (earlier != null) ? earlier.value() : null);
	}

	private static String text(WaitReason reason, Instant now) {
		Moment since = Moment.ofNullable(reason.since(), now);
		Moment until = Moment.ofNullable(reason.until(), now);
		String start = (since != null) ? " since " + since.text() : "";
		return switch (reason.cause()) {
			case RUNNING -> "The handler is working on it.";
			case NO_HANDLER -> "There is no such handler on this instance.";
			case PAUSED -> "The handler has been paused" + start + ".";
			case FAILING -> "The handler fails for nearly everything" + start
					+ ", so this instance only probes it. No attempt is lost.";
			case RETRY ->
				"The next attempt is " + ((until != null) ? until.distance() + ", at " + until.text() : "due") + ".";
			case EARLIER_EVENT -> "An earlier event of its subject is handled first:";
			case TURN -> "It is its turn next, or it is being handled with the others.";
		};
	}

}
