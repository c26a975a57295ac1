package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.dispatch.DispatchProperties.Order;
import io.github.socialhook.event.reader.EventReader;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.WorkQueue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Reads what was claimed and puts it on the desks of those who take it. */
final class ClaimRouter {

	private static final Log logger = LogFactory.getLog(ClaimRouter.class);

	private static final Duration LAG = Duration.ofSeconds(1);

	private static final Duration PAUSE_AFTER_FAULT = Duration.ofMinutes(1);

	private final WorkQueue queue;

	private final HandlerRegistry handlers;

	private final HandlerExecutors desks;

	private final HandlerSettings strangers;

	private final boolean ordered;

	private final HandlingListener listener;

	private final InstantSource clock;

	private final Consumer<Claim> finished;

	private final EventReader reader = new EventReader();

	private final Set<ClaimExecution> works = ConcurrentHashMap.newKeySet();

	/**
	 * Opens.
	 * @param finished is told once for each claim, when nothing of it is left to do here
	 */
	ClaimRouter(WorkQueue queue, HandlerRegistry handlers, HandlerExecutors desks, DispatchProperties properties,
			HandlingListener listener, InstantSource clock, Consumer<Claim> finished) {
		this.queue = queue;
		this.handlers = handlers;
		this.desks = desks;
		this.strangers = new HandlerSettingsFactory(properties, (text) -> text).defaults();
		this.ordered = properties.order() == Order.SUBJECT;
		this.listener = listener;
		this.clock = clock;
		this.finished = finished;
	}

	/**
	 * Never throws: one claim that cannot be dealt with must not harm the others.
	 * @return whether it gets anywhere, instead of waiting for all of its handlers in the
	 * store
	 */
	boolean receive(Claim claim) {
		try {
			switch (ParseResult.of(claim.delivery(), this.reader, this.handlers)) {
				case ParseResult.Unreadable(Failure failure) -> end((claim.handler() != null)
						? settled(claim, new Outcome.Dead(failure)) : new Settlement.Unreadable(claim, failure));
				case ParseResult.ParsedDelivery parsed -> {
					return receive(claim, parsed);
				}
			}
		}
		catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError ex) {
			logger.error("Delivery " + claim.id() + " could not be handed to its handlers; it comes again", ex);
			end(new Settlement.Postponed(claim, this.clock.instant().plus(PAUSE_AFTER_FAULT)));
		}
		return true;
	}

	private boolean receive(Claim claim, ParseResult.ParsedDelivery reading) {
		List<Handler> takers = this.handlers.takersOf(reading.type());
		if (claim.handler() != null) {
			takers = takers.stream().filter((handler) -> handler.name().equals(claim.handler())).toList();
		}
		if (takers.isEmpty()) {
			end((claim.handler() != null) ? settled(claim, stranger(claim)) : new Settlement.Unhandled(claim));
			return true;
		}
		Set<String> names = takers.stream().map(Handler::name).collect(Collectors.toUnmodifiableSet());
		ClaimExecution[] work = new ClaimExecution[1];
		work[0] = new ClaimExecution(claim, names, this.queue, (state) -> tell(claim, state), () -> finish(work[0]));
		this.works.add(work[0]);
		long now = System.nanoTime();
		boolean takenOn = false;
		for (Handler handler : takers) {
			takenOn |= this.desks.of(handler)
				.offer(new HandlerExecution(work[0], handler, reading, laneOf(claim), now));
		}
		return takenOn;
	}

	/** A retry has stepped aside, so it waits for nobody and nobody waits for it. */
	private @Nullable String laneOf(Claim claim) {
		Subject subject = claim.delivery().subject();
		return (this.ordered && subject != null && claim.attempts() == 0) ? subject.toString() : null;
	}

	/**
	 * While versions are exchanged another node may know the handler, so it has failed
	 * here and is tried again for as long as the schedule goes.
	 */
	private Outcome stranger(Claim claim) {
		return this.strangers.schedule()
			.after(claim.attempts() + 1, new UnknownHandlerException(), this.clock.instant());
	}

	private Settlement settled(Claim claim, Outcome outcome) {
		Instant now = this.clock.instant();
		Attempt attempt = new Attempt(String.valueOf(claim.handler()), claim.attempts() + 1, now, Duration.ZERO,
				outcome);
		return new Settlement.Attempted(claim, List.of(attempt), Set.of());
	}

	private void end(Settlement settlement) {
		this.queue.settle(settlement, (state) -> {
			tell(settlement.claim(), state);
			this.finished.accept(settlement.claim());
		});
	}

	private void tell(Claim claim, @Nullable DeliveryState state) {
		if (state != null) {
			this.listener.settled(claim.id(), claim.delivery(), state);
		}
	}

	private void finish(ClaimExecution work) {
		this.works.remove(work);
		this.finished.accept(work.claim());
	}

	/** Settles what is done of deliveries of which one handler lags behind. */
	void tick() {
		this.works.forEach((work) -> work.splitIfOlderThan(LAG.toNanos()));
	}

}
