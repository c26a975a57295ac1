package io.github.socialhook.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.socialhook.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one delivery beside its body.
 *
 * @param summary its line of the ledger
 * @param tasks the handlers that have a task of their own for it
 * @param attempts the attempts that were recorded, in the order in which they began
 * @param unreadable why the body could not be read when that was last tried; absent if it
 * could
 */
public record DeliveryDetails(DeliverySummary summary, List<Task> tasks, List<PastAttempt> attempts,
		@Nullable Failure unreadable) {

	/**
	 * The work of one handler that needs more than the common first attempt.
	 *
	 * @param handler the name of the handler
	 * @param state where it stands
	 * @param attempts the number of attempts since the last replay
	 * @param dueAt when it is to try again; absent if it is not, and while it is at it
	 * @param running whether it is at it now
	 */
	public record Task(String handler, DeliveryState state, int attempts, @Nullable Instant dueAt, boolean running) {

	}

	/**
	 * One attempt of one handler, as it was recorded. A first attempt at which every
	 * handler succeeds is not.
	 *
	 * @param handler the name of the handler
	 * @param number the number of the attempt since the last replay, from 1
	 * @param startedAt when it began
	 * @param duration how long it took
	 * @param state where the handler stood after it
	 * @param failure why it failed; absent if it did not
	 */
	public record PastAttempt(String handler, int number, Instant startedAt, Duration duration, DeliveryState state,
			@Nullable Failure failure) {

	}

}
