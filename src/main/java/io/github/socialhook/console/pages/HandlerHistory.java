package io.github.socialhook.console.pages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.socialhook.console.view.Moment;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What one handler did with a delivery.
 *
 * @param name its name
 * @param state where it stands; null if that is not recorded for it alone
 * @param kind the state, as the style sheet calls it
 * @param summary what it does now or will do, in words
 * @param taker whether it would take the delivery if it came now
 * @param attempts the attempts that were recorded
 */
record HandlerHistory(String name, @Nullable String state, @Nullable String kind, String summary, boolean taker,
		List<Try> attempts) {

	static List<HandlerHistory> of(DeliveryDetails details, Set<String> takers, Instant now) {
		Set<String> names = new LinkedHashSet<>();
		details.attempts().forEach((attempt) -> names.add(attempt.handler()));
		details.tasks().forEach((task) -> names.add(task.handler()));
		names.addAll(takers);
		List<HandlerHistory> histories = new ArrayList<>();
		for (String name : names) {
			histories.add(of(name, details, takers.contains(name), now));
		}
		histories.sort(Comparator.comparing((history) -> DeliveryState.HANDLED.name().equals(history.state())));
		return histories;
	}

	/** Whether the latest attempt failed. */
	boolean failed() {
		return !this.attempts.isEmpty() && this.attempts.getLast().error() != null;
	}

	private static HandlerHistory of(String name, DeliveryDetails details, boolean taker, Instant now) {
		List<Try> attempts = details.attempts()
			.stream()
			.filter((attempt) -> attempt.handler().equals(name))
			.map((attempt) -> Try.of(attempt, now))
			.toList();
		DeliveryDetails.Task task = details.tasks()
			.stream()
			.filter((each) -> each.handler().equals(name))
			.findFirst()
			.orElse(null);
		DeliveryState state = (task != null) ? task.state() : null;
		return new HandlerHistory(name, (state != null) ? state.name() : null,
				(state != null) ? DeliveryRow.kind(state) : null, summary(task, details, attempts.isEmpty(), now),
				taker, attempts);
	}

	private static String summary(DeliveryDetails.@Nullable Task task, DeliveryDetails details, boolean untried,
			Instant now) {
		if (task == null) {
			boolean handled = untried && details.summary().state() == DeliveryState.HANDLED;
			return handled ? "Handled at the first attempt, together with the others." : "";
		}
		if (task.running()) {
			return "It is being handled now.";
		}
		if (task.dueAt() != null) {
			Moment due = Moment.of(task.dueAt(), now);
			return task.dueAt().isAfter(now) ? "The next attempt is " + due.distance() + ", at " + due.text() + "."
					: "The next attempt has been due since " + due.text() + ".";
		}
		return "";
	}

	/**
	 * One attempt.
	 *
	 * @param number the number of the attempt since the last replay
	 * @param started when it began
	 * @param duration how long it took
	 * @param state where the handler stood after it
	 * @param kind the state, as the style sheet calls it
	 * @param error why it failed; null if it did not
	 * @param message what the exception said
	 * @param trace the head of its stack trace; null if there is none
	 */
	record Try(int number, Moment started, String duration, String state, String kind, @Nullable String error,
			@Nullable String message, @Nullable String trace) {

		private static Try of(DeliveryDetails.PastAttempt attempt, Instant now) {
			Failure failure = attempt.failure();
			return new Try(attempt.number(), Moment.of(attempt.startedAt(), now), Moment.length(attempt.duration()),
					attempt.state().name(), DeliveryRow.kind(attempt.state()),
					(failure != null) ? failure.type() : null, (failure != null) ? failure.message() : null,
					(failure != null && !failure.trace().isEmpty()) ? failure.trace() : null);
		}

	}

}
