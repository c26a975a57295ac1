package io.github.socialhook.console;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.DeliveryDetails;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one delivery beside its body.
 *
 * @param line what a list shows of it
 * @param reason why it came to no handler; null if it did, or may still
 * @param takers the handlers that would take it if it came now
 * @param handlers the handlers that have needed, or still need, more than the common
 * first attempt
 * @param history the recorded attempts
 */
record DeliveryPage(@JsonUnwrapped DeliveryLine line, @Nullable String reason, Set<String> takers, List<Task> handlers,
		List<Attempt> history) implements Shown {

	static DeliveryPage of(DeliveryDetails details, Set<String> takers) {
		return new DeliveryPage(DeliveryLine.of(details.summary()), reason(details, takers), takers,
				details.tasks().stream().map(Task::of).toList(), details.attempts().stream().map(Attempt::of).toList());
	}

	private static @Nullable String reason(DeliveryDetails details, Set<String> takers) {
		return switch (details.summary().state()) {
			case UNREADABLE -> (details.unreadable() != null) ? details.unreadable().message() : null;
			case UNHANDLED -> unhandled(details.summary().event(), takers);
			case PENDING, HANDLED, RETRYING, DEAD -> null;
		};
	}

	private static String unhandled(@Nullable String event, Set<String> takers) {
		String what = (event != null) ? "the event '" + event + "'" : "an event without a name";
		return takers.isEmpty() ? "No handler takes " + what + "."
				: "No handler took " + what + " when it came. Now there is one: replay it.";
	}

	/**
	 * Where one handler stands.
	 *
	 * @param handler its name
	 * @param state where it stands
	 * @param attempts how often it has tried
	 * @param dueAt when it is to try again
	 * @param running whether it is at it now
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
	 * @param number which try it was, from 1
	 * @param startedAt when it began
	 * @param durationMillis how long it took
	 * @param outcome where the handler stood after it
	 * @param error why it failed
	 */
	record Attempt(String handler, int number, Instant startedAt, long durationMillis, DeliveryState outcome,
			@Nullable Fault error) {

		private static Attempt of(DeliveryDetails.PastAttempt attempt) {
			Fault error = (attempt.failure() != null)
					? new Fault(attempt.failure().type(), attempt.failure().message(), attempt.failure().trace())
					: null;
			return new Attempt(attempt.handler(), attempt.number(), attempt.startedAt(), attempt.duration().toMillis(),
					attempt.state(), error);
		}

	}

	/**
	 * Why an attempt failed.
	 *
	 * @param type the class of the exception
	 * @param message what it said
	 * @param trace the head of its stack trace
	 */
	record Fault(String type, String message, String trace) {

	}

}
