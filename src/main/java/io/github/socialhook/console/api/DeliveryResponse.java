package io.github.socialhook.console.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.socialhook.console.operation.UnhandledReason;
import io.github.socialhook.console.operation.WaitReason;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.Replayer;
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
 * @param waitsFor what it waits for, at each handler that it waits for
 */
record DeliveryResponse(@JsonUnwrapped DeliveryListItem summary, @Nullable String reason, Set<String> takers,
		List<Task> handlers, List<Attempt> history, List<Wait> waitsFor) implements ApiResponse {

	static DeliveryResponse of(DeliveryDetails details, Set<String> takers, List<WaitReason> waits) {
		return new DeliveryResponse(DeliveryListItem.of(details.summary()), UnhandledReason.of(details, takers), takers,
				details.tasks().stream().map(Task::of).toList(), details.attempts().stream().map(Attempt::of).toList(),
				waits.stream().map(Wait::of).toList());
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
	 * What it waits for, at one handler.
	 *
	 * @param handler the name of the handler; null if it waits for a replay
	 * @param cause what it waits for
	 * @param since since when that lasts; null if that is not known
	 * @param until when it ends, or a failing handler is probed next; null if that is not
	 * known
	 * @param earlier the id of the delivery that has to be handled before; null if it
	 * waits for none
	 * @param by the user who has paused the handler; null if that is not known
	 * @param error how a failing handler failed last; null if it does not fail
	 * @param replay the id of the replay for whose turn it waits; null if it waits for
	 * none
	 * @param ahead how many deliveries, at least, are before it in that replay
	 */
	record Wait(@Nullable String handler, WaitReason.Cause cause, @Nullable Instant since, @Nullable Instant until,
			@Nullable String earlier, @Nullable String by, @Nullable String error, @Nullable String replay,
			@Nullable Long ahead) {

		private static Wait of(WaitReason reason) {
			DeliveryId earlier = reason.earlier();
			Replayer.Place place = reason.place();
			return new Wait(reason.handler(), reason.cause(), reason.since(), reason.until(),
					(earlier != null) ? earlier.value() : null, reason.by(), reason.error(),
					(place != null) ? place.replay() : null, (place != null) ? place.ahead() : null);
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
