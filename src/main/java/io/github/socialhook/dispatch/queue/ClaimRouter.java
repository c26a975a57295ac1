package io.github.socialhook.dispatch.queue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.github.socialhook.delivery.FaultSource;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.dispatch.attempt.ClaimExecution;
import io.github.socialhook.dispatch.attempt.FaultReporter;
import io.github.socialhook.dispatch.attempt.HandlerExecution;
import io.github.socialhook.dispatch.attempt.ParseResult;
import io.github.socialhook.dispatch.attempt.RetrySchedule;
import io.github.socialhook.dispatch.attempt.UnknownHandlerException;
import io.github.socialhook.dispatch.registry.Handler;
import io.github.socialhook.dispatch.registry.HandlerRegistry;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.inbox.Settlement;
import org.jspecify.annotations.Nullable;

/** Parses claimed deliveries and passes them to the executors of their handlers. */
public final class ClaimRouter {

	private static final Duration MAXIMUM_SETTLE_DELAY = Duration.ofSeconds(1);

	private static final Duration FAULT_BACKOFF = Duration.ofMinutes(1);

	/** What is parsed waits no longer for a thread while more is being parsed. */
	private static final Duration LONGEST_GATHERING = Duration.ofNanos(500_000);

	private final HandlerRegistry registry;

	private final HandlerExecutors executors;

	private final ClaimSettler settler;

	private final RoutingSettings settings;

	private final FaultReporter faults;

	private final LethalDeliveries lethal;

	private final EventReader reader = new EventReader();

	private final Set<ClaimExecution> executions = ConcurrentHashMap.newKeySet();

	/**
	 * The executors that have accepted something and not been told to start since. Used
	 * by the dispatcher's thread.
	 */
	private final Set<HandlerExecutor> offered = new HashSet<>();

	/**
	 * Creates a router.
	 * @param registry the handlers
	 * @param executors their executors
	 * @param settler settles the claims
	 * @param settings how claims are routed
	 * @param faults reports faults of this router
	 */
	public ClaimRouter(HandlerRegistry registry, HandlerExecutors executors, ClaimSettler settler,
			RoutingSettings settings, FaultReporter faults) {
		this.registry = registry;
		this.executors = executors;
		this.settler = settler;
		this.settings = settings;
		this.faults = faults;
		this.lethal = new LethalDeliveries(settler, settings.maxDeaths());
	}

	/**
	 * Routes claims, in their order. Never throws: one claim that cannot be processed
	 * must not harm the others.
	 * @param claims the claims
	 * @return how many of them need not wait for all their handlers in the store
	 */
	public int route(List<Claim> claims) {
		int accepted = 0;
		long began = System.nanoTime();
		for (Claim claim : claims) {
			accepted += route(claim) ? 1 : 0;
			if (System.nanoTime() - began > LONGEST_GATHERING.toNanos()) {
				startThreads();
				began = System.nanoTime();
			}
		}
		startThreads();
		return accepted;
	}

	private void startThreads() {
		for (HandlerExecutor executor : this.offered) {
			this.faults.guard(FaultSource.DISPATCHER,
					"What waits for handler " + executor.handler() + " goes back into the store within a second",
					executor::start);
		}
		this.offered.clear();
	}

	private boolean route(Claim claim) {
		try {
			if (claim.deaths() > this.settings.maxDeaths()) {
				return this.lethal.giveUp(claim);
			}
			return switch (ParseResult.of(claim.delivery(), this.reader, this.registry)) {
				case ParseResult.Unreadable(Failure failure) -> settleUnreadable(claim, failure);
				case ParseResult.ParsedDelivery parsed -> route(claim, parsed);
			};
		}
		catch (Throwable ex) {
			this.faults.report(FaultSource.DISPATCHER,
					"Delivery " + claim.id() + " could not be dispatched and is retried", ex);
			postpone(claim);
			return true;
		}
	}

	private void postpone(Claim claim) {
		try {
			this.settler.postpone(claim, FAULT_BACKOFF);
		}
		catch (Throwable ex) {
			this.faults.report(FaultSource.DISPATCHER, "Delivery " + claim.id() + " is retried when its lease expires",
					ex);
			this.settler.abandon(claim);
		}
	}

	private boolean settleUnreadable(Claim claim, Failure failure) {
		if (claim.handler() != null) {
			this.settler.settle(claim, claim.handler(), new Outcome.Dead(failure));
		}
		else {
			this.settler.settle(new Settlement.Unreadable(claim, failure));
		}
		return true;
	}

	private boolean route(Claim claim, ParseResult.ParsedDelivery parsed) {
		List<Handler> handlers = parsed.handlers();
		if (claim.handler() != null) {
			handlers = handlers.stream().filter((handler) -> handler.name().equals(claim.handler())).toList();
		}
		if (handlers.isEmpty()) {
			return settleUnhandled(claim);
		}
		// Which of its handlers a process has died of shows only when each is by itself.
		return (claim.handler() == null && claim.deaths() > 0) ? separate(claim, handlers)
				: execute(claim, parsed, handlers);
	}

	private boolean separate(Claim claim, List<Handler> handlers) {
		List<HandlerExecutor> waiting = handlers.stream().map(this.executors::of).toList();
		waiting.forEach(HandlerExecutor::postponing);
		this.settler.settle(new Settlement.Separated(claim, namesOf(handlers)),
				() -> waiting.forEach(HandlerExecutor::postponed));
		return true;
	}

	private static Set<String> namesOf(List<Handler> handlers) {
		return handlers.stream().map(Handler::name).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * During an upgrade another node may have the handler, so the attempt has failed here
	 * and is retried as long as the schedule allows.
	 */
	private boolean settleUnhandled(Claim claim) {
		if (claim.handler() != null) {
			this.settler.settle(claim, claim.handler(), RetrySchedule.of(this.settings.defaults())
				.after(claim.attempts() + 1, new UnknownHandlerException(), this.settler.now()));
		}
		else {
			this.settler.settle(new Settlement.Unhandled(claim));
		}
		return true;
	}

	private boolean execute(Claim claim, ParseResult.ParsedDelivery parsed, List<Handler> handlers) {
		Set<String> names = namesOf(handlers);
		ClaimExecution[] execution = new ClaimExecution[1];
		execution[0] = this.settler.start(claim, names, () -> this.executions.remove(execution[0]));
		this.executions.add(execution[0]);
		try {
			return offer(execution[0], parsed, handlers);
		}
		catch (Throwable ex) {
			this.executions.remove(execution[0]);
			throw ex;
		}
	}

	private boolean offer(ClaimExecution execution, ParseResult.ParsedDelivery parsed, List<Handler> handlers) {
		String key = keyOf(execution.claim());
		long now = System.nanoTime();
		boolean accepted = false;
		for (Handler handler : handlers) {
			HandlerExecutor executor = this.executors.of(handler);
			if (executor.offer(new HandlerExecution(execution, handler, parsed, key, now))) {
				this.offered.add(executor);
				accepted = true;
			}
		}
		return accepted;
	}

	/**
	 * A retry has left the order, but it too is handled with no other event of its
	 * subject beside it.
	 */
	private @Nullable String keyOf(Claim claim) {
		Subject subject = claim.delivery().subject();
		return (this.settings.ordered() && subject != null) ? subject.toString() : null;
	}

	/**
	 * Settles the attempts that have ended of deliveries of which one handler is late.
	 */
	public void tick() {
		this.executions.forEach((execution) -> execution.splitIfOlderThan(MAXIMUM_SETTLE_DELAY.toNanos()));
	}

}
