package io.github.socialhook.test;

import java.time.Duration;
import java.time.Instant;

import io.github.socialhook.delivery.DeliveryState;
import org.jspecify.annotations.Nullable;

/** What is to be done of one delivery, by one handler or by all. */
final class MemoryTask {

	private static final long NOT_LEASED = 0;

	private final int attempts;

	private final DeliveryState state;

	private @Nullable Instant dueAt;

	private long fence = NOT_LEASED;

	MemoryTask(int attempts, Instant dueAt) {
		this(attempts, DeliveryState.PENDING, dueAt);
	}

	MemoryTask(int attempts, DeliveryState state, @Nullable Instant dueAt) {
		this.attempts = attempts;
		this.state = state;
		this.dueAt = dueAt;
	}

	int attempts() {
		return this.attempts;
	}

	@Nullable Instant dueAt() {
		return this.dueAt;
	}

	boolean is(DeliveryState other) {
		return this.state == other;
	}

	boolean isLeased() {
		return this.fence != NOT_LEASED;
	}

	boolean isLeasedAs(long number) {
		return isLeased() && this.fence == number;
	}

	boolean isDue(Instant now) {
		return !isLeased() && this.dueAt != null && !this.dueAt.isAfter(now);
	}

	boolean isQuiet(Instant now) {
		return !isLeased() && !isDue(now);
	}

	void lease(long number) {
		this.fence = number;
	}

	void release(Instant due) {
		this.fence = NOT_LEASED;
		this.dueAt = due;
	}

	/** What it waits for, on a line of its own; empty if for nothing. */
	String wait(String name, Instant now) {
		if (isLeased()) {
			return "\n  " + name + " is at it";
		}
		if (this.dueAt == null) {
			return "";
		}
		return isDue(now) ? "\n  " + name + " is to try it now: it waits for its turn, or its handler is paused or held"
				: "\n  " + name + " is to try it again in " + Duration.between(now, this.dueAt)
						+ ", but the clock of the test stands still: move it with social.time().forward(…)";
	}

}
