package io.github.socialhook.dispatch.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.dispatch.attempt.ClaimExecution;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.WorkQueue;
import org.jspecify.annotations.Nullable;

/** Settles claims, and reports the state of each delivery that is stored by that. */
public final class ClaimSettler {

	private final WorkQueue queue;

	private final HandlingListener listener;

	private final InstantSource clock;

	private final Consumer<Claim> onFinished;

	/**
	 * Creates a settler.
	 * @param queue stores the settlements
	 * @param listener is notified of the state of each delivery
	 * @param clock the source of the current time
	 * @param onFinished is called once for each claim, when it is settled in full
	 */
	public ClaimSettler(WorkQueue queue, HandlingListener listener, InstantSource clock, Consumer<Claim> onFinished) {
		this.queue = queue;
		this.listener = listener;
		this.clock = clock;
		this.onFinished = onFinished;
	}

	Instant now() {
		return this.clock.instant();
	}

	/** Starts the execution of a claim by handlers. */
	ClaimExecution start(Claim claim, Set<String> handlers, Runnable onFinished) {
		return new ClaimExecution(claim, handlers, this.queue, (state) -> report(claim, state), () -> {
			onFinished.run();
			this.onFinished.accept(claim);
		});
	}

	/** Settles a claim that no handler executes. */
	void settle(Settlement settlement) {
		settle(settlement, () -> {
		});
	}

	/**
	 * Settles a claim that no handler executes.
	 * @param onWritten is run once that is stored, or cannot be
	 */
	void settle(Settlement settlement, Runnable onWritten) {
		this.queue.settle(settlement, (state) -> {
			onWritten.run();
			report(settlement.claim(), state);
			this.onFinished.accept(settlement.claim());
		});
	}

	/** Settles the claim of a handler that cannot execute it. */
	void settle(Claim claim, String handler, Outcome outcome) {
		Attempt attempt = new Attempt(handler, claim.attempts() + 1, now(), Duration.ZERO, outcome);
		settle(new Settlement.Attempted(claim, List.of(attempt), Set.of()));
	}

	/** Settles a claim that must wait. */
	void postpone(Claim claim, Duration delay) {
		settle(new Settlement.Postponed(claim, now().plus(delay)));
	}

	/** Forgets a claim that cannot be settled: it is due again when its lease is over. */
	void abandon(Claim claim) {
		this.onFinished.accept(claim);
	}

	private void report(Claim claim, @Nullable DeliveryState state) {
		if (state != null) {
			this.listener.settled(claim.id(), claim.delivery(), state);
		}
	}

}
