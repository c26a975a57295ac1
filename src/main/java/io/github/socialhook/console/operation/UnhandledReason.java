package io.github.socialhook.console.operation;

import java.util.Set;

import io.github.socialhook.inbox.DeliveryDetails;
import org.jspecify.annotations.Nullable;

/** Says why a delivery came to no handler. */
public final class UnhandledReason {

	private UnhandledReason() {
	}

	/**
	 * Returns the reason.
	 * @param details what is known of the delivery
	 * @param takers the handlers that would take it if it came now
	 * @return a sentence; null if it came to a handler, or may still
	 */
	public static @Nullable String of(DeliveryDetails details, Set<String> takers) {
		return switch (details.summary().state()) {
			case UNREADABLE -> (details.unreadable() != null) ? details.unreadable().message() : null;
			case UNHANDLED -> unhandled(details.summary().event(), takers);
			case DUPLICATE ->
				"The same bytes were stored before, which was detected after this delivery was acknowledged.";
			case PENDING, HANDLED, RETRYING, DEAD, DISCARDED -> null;
		};
	}

	private static String unhandled(@Nullable String event, Set<String> takers) {
		String what = (event != null) ? "the event '" + event + "'" : "an event without a name";
		return takers.isEmpty() ? "No handler takes " + what + "."
				: "No handler took " + what + " when it arrived. A handler takes it now: replay it.";
	}

}
