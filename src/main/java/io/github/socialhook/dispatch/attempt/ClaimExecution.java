package io.github.socialhook.dispatch.attempt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.WorkQueue;
import org.jspecify.annotations.Nullable;

/**
 * The execution of one claim by its handlers. Attempts that end together are settled
 * together; when one handler is late, the attempts of the others are settled without it.
 */
public final class ClaimExecution {

	private final Claim claim;

	private final WorkQueue queue;

	private final Consumer<@Nullable DeliveryState> onSettled;

	private final Runnable onFinished;

	private final Set<String> running;

	private final List<Attempt> ended = new ArrayList<>();

	private long firstEndedNanos;

	private boolean split;

	private int unsettled;

	/**
	 * Starts an execution.
	 * @param claim the claim
	 * @param handlers the names of the handlers that are to run, at least one
	 * @param queue stores the settlements
	 * @param onSettled is called with the state of the delivery after each settlement
	 * @param onFinished is run once, when nothing is left to run or to settle
	 */
	public ClaimExecution(Claim claim, Set<String> handlers, WorkQueue queue,
			Consumer<@Nullable DeliveryState> onSettled, Runnable onFinished) {
		this.claim = claim;
		this.running = new HashSet<>(handlers);
		this.queue = queue;
		this.onSettled = onSettled;
		this.onFinished = onFinished;
		this.split = claim.handler() != null;
	}

	/**
	 * Returns the claim.
	 * @return the claim
	 */
	public Claim claim() {
		return this.claim;
	}

	/** An attempt of a handler has ended. */
	synchronized void ended(Attempt attempt) {
		this.running.remove(attempt.handler());
		if (this.split) {
			settle(new Settlement.Attempted(claimFor(attempt.handler()), List.of(attempt), Set.of()));
			return;
		}
		if (this.ended.isEmpty()) {
			this.firstEndedNanos = System.nanoTime();
		}
		this.ended.add(attempt);
		if (this.running.isEmpty()) {
			settle(new Settlement.Attempted(this.claim, List.copyOf(this.ended), Set.of()));
		}
	}

	/**
	 * A handler waits until a time.
	 * @param onWritten is run once that is stored, or cannot be
	 */
	synchronized void postponed(String handler, Instant until, Runnable onWritten) {
		if (!this.split) {
			split();
		}
		this.running.remove(handler);
		settle(new Settlement.Postponed(claimFor(handler), until), onWritten);
	}

	/** The stop of this node has interrupted a handler. */
	synchronized void interrupted(String handler) {
		if (!this.split) {
			split();
		}
		this.running.remove(handler);
		settle(new Settlement.Interrupted(claimFor(handler)));
	}

	/** A handler will not run on this node now. */
	synchronized void released(String handler) {
		if (!this.split && !this.ended.isEmpty()) {
			split();
		}
		this.running.remove(handler);
		if (this.split) {
			settle(new Settlement.Released(claimFor(handler)));
		}
		else if (this.running.isEmpty()) {
			settle(new Settlement.Released(this.claim));
		}
		else {
			// Others of this claim continue, so this one needs a row of its own to wait
			// in.
			this.running.add(handler);
			split();
			this.running.remove(handler);
			settle(new Settlement.Released(claimFor(handler)));
		}
	}

	/**
	 * Settles the attempts that have ended without those that still run, if the first has
	 * ended long ago.
	 * @param nanos how long ago
	 */
	public synchronized void splitIfOlderThan(long nanos) {
		boolean late = !this.split && !this.ended.isEmpty() && !this.running.isEmpty();
		if (late && System.nanoTime() - this.firstEndedNanos > nanos) {
			split();
		}
	}

	/** Gives each handler that still runs a row of its own in the store. */
	synchronized void separate() {
		if (!this.split && !this.running.isEmpty()) {
			split();
		}
	}

	private void split() {
		settle(new Settlement.Attempted(this.claim, List.copyOf(this.ended), Set.copyOf(this.running)));
		this.split = true;
	}

	private Claim claimFor(String handler) {
		return (this.claim.handler() != null) ? this.claim : this.claim.alone(handler);
	}

	private void settle(Settlement settlement) {
		settle(settlement, () -> {
		});
	}

	private void settle(Settlement settlement, Runnable onWritten) {
		this.unsettled++;
		this.queue.settle(settlement, (state) -> {
			onWritten.run();
			settled(state);
		});
	}

	private void settled(@Nullable DeliveryState state) {
		boolean last;
		synchronized (this) {
			this.unsettled--;
			last = this.unsettled == 0 && this.running.isEmpty();
		}
		this.onSettled.accept(state);
		if (last) {
			this.onFinished.run();
		}
	}

}
