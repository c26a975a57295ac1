package io.github.socialhook.test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.inbox.Settlement;
import org.jspecify.annotations.Nullable;

/** One delivery in memory, and what became of it. Guarded by the inbox. */
final class MemoryDelivery {

	private final DeliveryId id;

	private final Delivery delivery;

	/** The first attempt, which is for every handler that takes the event. */
	private @Nullable MemoryTask common;

	private final Map<String, MemoryTask> tasks = new LinkedHashMap<>();

	private final List<Attempt> attempts = new ArrayList<>();

	private @Nullable DeliveryState end;

	private @Nullable Failure unreadable;

	private long fence;

	MemoryDelivery(DeliveryId id, Delivery delivery) {
		this.id = id;
		this.delivery = delivery;
		this.common = new MemoryTask(0, delivery.receivedAt());
	}

	DeliveryId id() {
		return this.id;
	}

	Delivery delivery() {
		return this.delivery;
	}

	List<Attempt> attempts() {
		return List.copyOf(this.attempts);
	}

	@Nullable Failure unreadable() {
		return this.unreadable;
	}

	/** Makes it due again for every handler. */
	void repeat(Instant now) {
		this.end = null;
		this.tasks.clear();
		this.common = new MemoryTask(0, now);
	}

	/** Whether nothing is at it, and nothing of it is due. */
	boolean isQuiet(Instant now) {
		return (this.common == null || this.common.isQuiet(now))
				&& this.tasks.values().stream().allMatch((task) -> task.isQuiet(now));
	}

	/** When a handler tries again; null if it does not. */
	@Nullable Instant dueAt(String handler) {
		MemoryTask task = this.tasks.get(handler);
		return (task != null && !task.isLeased()) ? task.dueAt() : null;
	}

	/** When anything is tried again; null if nothing is. */
	@Nullable Instant nextDue() {
		return this.tasks.values()
			.stream()
			.map(MemoryTask::dueAt)
			.filter((due) -> due != null)
			.min(Instant::compareTo)
			.orElse(null);
	}

	DeliveryState state() {
		if (this.end != null) {
			return this.end;
		}
		if (this.common != null || this.tasks.values().stream().anyMatch((task) -> task.is(DeliveryState.PENDING))) {
			return DeliveryState.PENDING;
		}
		if (this.tasks.values().stream().anyMatch((task) -> task.is(DeliveryState.RETRYING))) {
			return DeliveryState.RETRYING;
		}
		return this.tasks.values().stream().anyMatch((task) -> task.is(DeliveryState.DEAD)) ? DeliveryState.DEAD
				: DeliveryState.HANDLED;
	}

	/** The names of the handlers for which something is due. */
	Set<String> waiting(Instant now) {
		Set<String> waiting = new LinkedHashSet<>();
		this.tasks.forEach((handler, task) -> {
			if (task.isDue(now)) {
				waiting.add(handler);
			}
		});
		return waiting;
	}

	boolean isDueForAll(Instant now) {
		return this.common != null && this.common.isDue(now);
	}

	Claim claimForAll(Instant leasedUntil) {
		MemoryTask task = Objects.requireNonNull(this.common);
		task.lease(++this.fence);
		return new Claim(this.id, this.delivery, null, 0, this.fence, leasedUntil);
	}

	Claim claim(String handler, Instant leasedUntil) {
		MemoryTask task = Objects.requireNonNull(this.tasks.get(handler));
		task.lease(++this.fence);
		return new Claim(this.id, this.delivery, handler, task.attempts(), this.fence, leasedUntil);
	}

	/** Returns false if the claim is no longer valid. */
	boolean settle(Settlement settlement, Instant now) {
		Claim claim = settlement.claim();
		MemoryTask task = (claim.handler() != null) ? this.tasks.get(claim.handler()) : this.common;
		if (task == null || !task.isLeasedAs(claim.fence())) {
			return false;
		}
		switch (settlement) {
			case Settlement.Attempted attempted -> attempted(attempted);
			case Settlement.Unhandled unhandled -> end(DeliveryState.UNHANDLED);
			case Settlement.Unreadable(Claim any, Failure failure) -> {
				this.unreadable = failure;
				end(DeliveryState.UNREADABLE);
			}
			case Settlement.Separated separated -> {
				this.common = null;
				separated.handlers().forEach((handler) -> this.tasks.put(handler, new MemoryTask(0, now)));
			}
			case Settlement.Postponed postponed -> task.release(postponed.until());
			case Settlement.Released released -> task.release(now);
			case Settlement.Interrupted interrupted -> task.release(now);
		}
		return true;
	}

	private void end(DeliveryState state) {
		this.common = null;
		this.end = state;
	}

	private void attempted(Settlement.Attempted settlement) {
		this.common = (settlement.claim().handler() != null) ? this.common : null;
		for (Attempt attempt : settlement.attempts()) {
			this.attempts.add(attempt);
			this.tasks.put(attempt.handler(), after(attempt));
		}
		for (String handler : settlement.running()) {
			MemoryTask task = new MemoryTask(0, this.delivery.receivedAt());
			task.lease(settlement.claim().fence());
			this.tasks.put(handler, task);
		}
	}

	private static MemoryTask after(Attempt attempt) {
		return switch (attempt.outcome()) {
			case Outcome.Handled handled -> new MemoryTask(attempt.number(), DeliveryState.HANDLED, null);
			case Outcome.Retry retry -> new MemoryTask(attempt.number(), DeliveryState.RETRYING, retry.dueAt());
			case Outcome.Dead dead -> new MemoryTask(attempt.number(), DeliveryState.DEAD, null);
		};
	}

	/** Tells all that is known of it, to somebody whose test has failed. */
	String story(Instant now) {
		StringBuilder story = new StringBuilder("Delivery " + this.id + " (" + this.delivery.event()
				+ ((this.delivery.subject() != null) ? ", " + this.delivery.subject() : "") + ") is " + state());
		for (Attempt attempt : this.attempts) {
			story.append("\n  ").append(attempt.handler()).append(", attempt ").append(attempt.number()).append(": ");
			switch (attempt.outcome()) {
				case Outcome.Handled handled -> story.append("handled");
				case Outcome.Retry retry -> story.append("failed, to be retried: ").append(text(retry.failure()));
				case Outcome.Dead dead -> story.append("failed for good: ").append(text(dead.failure()));
			}
		}
		if (this.attempts.isEmpty()) {
			story.append("\n  No attempt has ended");
		}
		if (this.unreadable != null) {
			story.append("\n  It cannot be read: ").append(this.unreadable.message());
		}
		this.tasks.forEach((handler, task) -> story.append(task.wait(handler, now)));
		if (this.common != null) {
			story.append(this.common.wait("Every handler that takes it", now));
		}
		return story.toString();
	}

	private static String text(Failure failure) {
		String text = failure.type() + (failure.message().isEmpty() ? "" : ": " + failure.message());
		return failure.trace().isEmpty() ? text : text + "\n    " + failure.trace().strip().replace("\n", "\n    ");
	}

}
