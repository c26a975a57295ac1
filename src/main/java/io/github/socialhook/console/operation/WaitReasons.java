package io.github.socialhook.console.operation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.handler.HandlerStatus;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Replayer;
import org.jspecify.annotations.Nullable;

/** Finds out what a delivery waits for. */
public final class WaitReasons {

	/** How many waiting deliveries of a subject are looked at. */
	private static final int MOST = 500;

	/** Of how many of them the handlers are looked at. */
	private static final int OLDEST = 10;

	private final HandlerDirectory handlers;

	private final Ledger ledger;

	private final Replayer replayer;

	private final HandlerActions actions;

	private final InstantSource clock;

	/** Whether events of a subject are handled one after the other. */
	private final boolean ordered;

	/**
	 * Creates it.
	 * @param handlers the handlers of this node
	 * @param ledger the store
	 * @param replayer the replays of many deliveries
	 * @param actions who has paused a handler
	 * @param clock the time
	 * @param ordered whether events of a subject are handled one after the other
	 */
	public WaitReasons(HandlerDirectory handlers, Ledger ledger, Replayer replayer, HandlerActions actions,
			InstantSource clock, boolean ordered) {
		this.handlers = handlers;
		this.ledger = ledger;
		this.replayer = replayer;
		this.actions = actions;
		this.clock = clock;
		this.ordered = ordered;
	}

	/**
	 * Returns what a delivery waits for.
	 * @param details what is known of it
	 * @param takers the handlers that take it
	 * @return one reason for each handler that it waits for, by the name of the handler,
	 * and one for a replay that is to reach it; empty if it does not wait
	 */
	public List<WaitReason> of(DeliveryDetails details, Set<String> takers) {
		List<WaitReason> reasons = new ArrayList<>(atHandlers(details, takers));
		if (details.summary().state() != DeliveryState.PENDING) {
			this.replayer.placeOf(details.summary().id()).map(WaitReason::in).ifPresent(reasons::add);
		}
		return reasons;
	}

	private List<WaitReason> atHandlers(DeliveryDetails details, Set<String> takers) {
		DeliveryState state = details.summary().state();
		if (state != DeliveryState.PENDING && state != DeliveryState.RETRYING) {
			return List.of();
		}
		Map<String, DeliveryDetails.@Nullable Task> waiting = new TreeMap<>();
		if (state == DeliveryState.PENDING) {
			// Of the common first attempt there is no task.
			takers.forEach((handler) -> waiting.put(handler, null));
		}
		for (DeliveryDetails.Task task : details.tasks()) {
			if (task.state() == DeliveryState.PENDING || task.state() == DeliveryState.RETRYING) {
				waiting.put(task.handler(), task);
			}
			else {
				waiting.remove(task.handler());
			}
		}
		List<DeliveryDetails> earlier = waiting.isEmpty() ? List.of() : earlier(details.summary());
		return waiting.keySet().stream().map((handler) -> reason(handler, waiting.get(handler), earlier)).toList();
	}

	private WaitReason reason(String handler, DeliveryDetails.@Nullable Task task, List<DeliveryDetails> earlier) {
		Optional<DeliveryId> before = before(handler, task, earlier);
		if (task != null && task.running()) {
			// It may be held by this node, and be the next after that.
			return before.map((id) -> WaitReason.after(handler, id))
				.orElseGet(() -> WaitReason.of(handler, WaitReason.Cause.RUNNING));
		}
		Optional<HandlerStatus> status = this.handlers.statusOf(handler);
		if (status.isEmpty()) {
			return WaitReason.of(handler, WaitReason.Cause.NO_HANDLER);
		}
		Instant paused = status.get().pausedSince();
		if (paused != null) {
			return WaitReason.paused(handler, paused, this.actions.pausedBy(handler, paused));
		}
		Instant failing = status.get().failingSince();
		if (failing != null) {
			return WaitReason.failing(handler, failing, status.get().nextProbeAt(), status.get().lastError());
		}
		Instant due = (task != null) ? task.dueAt() : null;
		if (due != null && due.isAfter(this.clock.instant())) {
			return WaitReason.until(handler, due);
		}
		return before.map((id) -> WaitReason.after(handler, id))
			.orElseGet(() -> WaitReason.of(handler, WaitReason.Cause.TURN));
	}

	/** What has failed once steps aside, so that it waits for no earlier event. */
	private static Optional<DeliveryId> before(String handler, DeliveryDetails.@Nullable Task task,
			List<DeliveryDetails> earlier) {
		boolean first = task == null || task.state() == DeliveryState.PENDING;
		return first ? earlier.stream()
			.filter((delivery) -> waitsFor(handler, delivery))
			.map((delivery) -> delivery.summary().id())
			.findFirst() : Optional.empty();
	}

	private static boolean waitsFor(String handler, DeliveryDetails delivery) {
		return delivery.tasks().isEmpty() || delivery.tasks()
			.stream()
			.anyMatch((task) -> task.handler().equals(handler) && task.state() == DeliveryState.PENDING);
	}

	/** The waiting deliveries of the same subject that came before, the oldest first. */
	private List<DeliveryDetails> earlier(DeliverySummary delivery) {
		if (!this.ordered || delivery.subject() == null) {
			return List.of();
		}
		DeliveryFilter filter = new DeliveryFilter(DeliveryState.PENDING, null, null, Subject.parse(delivery.subject()),
				null, null, delivery.receivedAt(), null);
		return this.ledger.search(filter, null, MOST)
			.entries()
			.reversed()
			.stream()
			.map(DeliverySummary::id)
			.filter((id) -> !id.equals(delivery.id()))
			.limit(OLDEST)
			.flatMap((id) -> this.ledger.details(id).stream())
			.toList();
	}

}
