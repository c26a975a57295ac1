package io.github.socialhook.store.queue;

import java.time.Instant;

import io.github.socialhook.inbox.Claim;

/**
 * What ends well at the common first attempt, as nearly everything does.
 *
 * @param claim the work
 * @param attempts how many handlers have tried it
 * @param handledAt when that is written: the same for all that are written together
 */
public record Success(Claim claim, int attempts, Instant handledAt) {

	/** Whether another has the next number, and else changes in the same way. */
	boolean isFollowedBy(Success other) {
		return RowNumber.of(other.claim.id()) == RowNumber.of(this.claim.id()) + 1
				&& other.claim.fence() == this.claim.fence() && other.attempts == this.attempts;
	}

}
