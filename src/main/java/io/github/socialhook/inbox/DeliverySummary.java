package io.github.socialhook.inbox;

import java.time.Instant;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * A stored delivery as one line of the ledger.
 *
 * @param id its id
 * @param endpoint the endpoint at which it arrived
 * @param event the name of its event as the sender wrote it; absent where it has none
 * @param subject what it is about, written {@code kind:id}; absent where that is unknown
 * @param state where it stands
 * @param receivedAt when it came in
 * @param handledAt when the last handler was done; absent while one is not
 * @param attempts how many attempts of handlers have ended
 * @param size the number of bytes of its body
 * @param repeats how often the same bytes came again and were not stored
 * @param repeatedAt when they last did; absent if never
 * @param lastError what went wrong in the latest attempt that failed, or why the body
 * cannot be read; absent if nothing did
 */
public record DeliverySummary(DeliveryId id, String endpoint, @Nullable String event, @Nullable String subject,
		DeliveryState state, Instant receivedAt, @Nullable Instant handledAt, int attempts, long size, long repeats,
		@Nullable Instant repeatedAt, @Nullable Failure lastError) {

	/**
	 * Returns the same with an error.
	 * @param error what went wrong last
	 * @return a copy
	 */
	public DeliverySummary withLastError(@Nullable Failure error) {
		return new DeliverySummary(this.id, this.endpoint, this.event, this.subject, this.state, this.receivedAt,
				this.handledAt, this.attempts, this.size, this.repeats, this.repeatedAt, error);
	}

}
