package io.github.socialhook.console.api;

import java.time.Instant;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in a list.
 *
 * @param id its id
 * @param endpoint the endpoint at which it arrived
 * @param event the name of its event
 * @param subject what it is about, written {@code kind:id}
 * @param state where it stands
 * @param receivedAt when it came in
 * @param handledAt when the last handler was done
 * @param attempts how many attempts of handlers have ended
 * @param size the number of bytes of its body
 * @param repeats how often the same bytes came again and were not stored
 * @param repeatedAt when they last did
 * @param lastError what went wrong last, if anything did
 */
record DeliveryListItem(String id, String endpoint, @Nullable String event, @Nullable String subject,
		DeliveryState state, Instant receivedAt, @Nullable Instant handledAt, int attempts, long size, long repeats,
		@Nullable Instant repeatedAt, @Nullable LastError lastError) {

	static DeliveryListItem of(DeliverySummary summary) {
		return new DeliveryListItem(summary.id().value(), summary.endpoint(), summary.event(), summary.subject(),
				summary.state(), summary.receivedAt(), summary.handledAt(), summary.attempts(), summary.size(),
				summary.repeats(), summary.repeatedAt(), LastError.of(summary.lastError()));
	}

	/**
	 * What went wrong last.
	 *
	 * @param type the class of the exception
	 * @param message its message
	 */
	record LastError(String type, String message) {

		private static @Nullable LastError of(@Nullable Failure failure) {
			return (failure != null) ? new LastError(failure.type(), failure.message()) : null;
		}

	}

}
