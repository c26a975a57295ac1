package io.github.socialhook.console.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.DeliveryDetails;
import org.jspecify.annotations.Nullable;

/**
 * A delivery without its body.
 *
 * @param summary what a list shows of it
 * @param reason why it came to no handler; null if it did, or may still
 * @param takers the handlers that would take it if it came now
 * @param handlers the handlers that have needed, or still need, more than the common
 * first attempt
 * @param history the recorded attempts
 */
record DeliveryResponse(@JsonUnwrapped DeliveryListItem summary, @Nullable String reason, Set<String> takers,
		List<Task> handlers, List<Attempt> history) implements ApiResponse {

	static DeliveryResponse of(DeliveryDetails details, Set<String> takers) {
		return new DeliveryResponse(DeliveryListItem.of(details.summary()), reason(details, takers), takers,
				details.tasks().stream().map(Task::of).toList(), details.attempts().stream().map(Attempt::of).toList());
	}

	private static @Nullable String reason(DeliveryDetails details, Set<String> takers) {
		return switch (details.summary().state()) {
			case UNREADABLE -> (details.unreadable() != null) ? details.unreadable().message() : null;
			case UNHANDLED -> unhandled(details.summary().event(), takers);
			case DUPLICATE ->
				"The same bytes were stored before, which was detected after this delivery was acknowledged.";
			case PENDING, HANDLED, RETRYING, DEAD -> null;
		};
	}

	private static String unhandled(@Nullable String event, Set<String> takers) {
		String what = (event != null) ? "the event '" + event + "'" : "an event without a name";
		return takers.isEmpty() ? "No handler takes " + what + "."
				: "No handler took " + what + " when it arrived. A handler takes it now: replay it.";
	}

	/**
	 * The task of one handler.
	 *
	 * @param handler its name
	 * @param state its state
	 * @param attempts how often it has tried
	 * @param dueAt when it is to try again
	 * @param running whether it is running now
	 */
	record Task(String handler, DeliveryState state, int attempts, @Nullable Instant dueAt, boolean running) {

		private static Task of(DeliveryDetails.Task task) {
			return new Task(task.handler(), task.state(), task.attempts(), task.dueAt(), task.running());
		}

	}

	/**
	 * One attempt.
	 *
	 * @param handler the name of the handler
	 * @param number the number of the attempt, from 1
	 * @param startedAt when it began
	 * @param durationMillis how long it took
	 * @param outcome the state of the handler's task after it
	 * @param error why it failed
	 */
	record Attempt(String handler, int number, Instant startedAt, long durationMillis, DeliveryState outcome,
			@Nullable Failure error) {

		private static Attempt of(DeliveryDetails.PastAttempt attempt) {
			Failure error = (attempt.failure() != null)
					? new Failure(attempt.failure().type(), attempt.failure().message(), attempt.failure().trace())
					: null;
			return new Attempt(attempt.handler(), attempt.number(), attempt.startedAt(), attempt.duration().toMillis(),
					attempt.state(), error);
		}

	}

	/**
	 * Why an attempt failed.
	 *
	 * @param type the class of the exception
	 * @param message its message
	 * @param trace the head of its stack trace
	 */
	record Failure(String type, String message, String trace) {

	}

}
