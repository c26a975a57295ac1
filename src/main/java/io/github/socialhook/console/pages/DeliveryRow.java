package io.github.socialhook.console.pages;

import java.time.Instant;
import java.util.Locale;

import io.github.socialhook.console.view.Figures;
import io.github.socialhook.console.view.Moment;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in a list.
 *
 * @param id its id
 * @param endpoint where it arrived
 * @param event the name of its event
 * @param subject what it is about; null where that is unknown
 * @param state its state
 * @param kind the state, as the style sheet calls it
 * @param received when it came in
 * @param handled how long it took until the last handler was done; null while it is not
 * @param attempts how many attempts have ended
 * @param size the size of its body
 * @param repeats how often the same bytes came again; null if never
 * @param error what went wrong last; null if nothing did
 */
record DeliveryRow(String id, String endpoint, String event, @Nullable String subject, String state, String kind,
		Moment received, @Nullable Moment handled, int attempts, String size, @Nullable String repeats,
		@Nullable String error) {

	private static final int MAX_ERROR = 300;

	static DeliveryRow of(DeliverySummary delivery, Instant now) {
		return new DeliveryRow(delivery.id().value(), delivery.endpoint(),
				(delivery.event() != null) ? delivery.event() : "(no event)", delivery.subject(),
				delivery.state().name(), kind(delivery.state()), Moment.of(delivery.receivedAt(), now),
				Moment.ofNullable(delivery.handledAt(), now), delivery.attempts(), Figures.size(delivery.size()),
				(delivery.repeats() > 0) ? Figures.count(delivery.repeats()) : null, error(delivery.lastError()));
	}

	static String kind(DeliveryState state) {
		return state.name().toLowerCase(Locale.ROOT);
	}

	/** The simple name of the class is enough in a list. */
	static @Nullable String error(@Nullable Failure failure) {
		if (failure == null) {
			return null;
		}
		String type = failure.type().substring(failure.type().lastIndexOf('.') + 1);
		String error = failure.message().isEmpty() ? type : type + ": " + failure.message();
		return (error.length() <= MAX_ERROR) ? error : error.substring(0, MAX_ERROR) + "\u2026";
	}

}
