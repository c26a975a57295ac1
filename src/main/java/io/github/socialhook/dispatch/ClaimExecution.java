package io.github.socialhook.dispatch;

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
 * One claim while its handlers run. What ends together is settled together; when one
 * handler lags behind, what the others did is settled without it.
 */
final class ClaimExecution {

	private final Claim claim;

	private final WorkQueue queue;

	private final Consumer<@Nullable DeliveryState> progress;

	private final Runnable finished;

	private final Set<String> running;

	private final List<Attempt> ended = new ArrayList<>();

	private long firstEndedNanos;

	private boolean split;

	private int unsettled;

	/**
	 * Begins to work.
	 * @param handlers the names of the handlers that are to run, at least one
	 * @param progress is told of each settlement that is stored
	 * @param finished is told once, when nothing is left to run or to settle
	 */
	ClaimExecution(Claim claim, Set<String> handlers, WorkQueue queue, Consumer<@Nullable DeliveryState> progress,
			Runnable finished) {
		this.claim = claim;
		this.running = new HashSet<>(handlers);
		this.queue = queue;
		this.progress = progress;
		this.finished = finished;
		this.split = claim.handler() != null;
	}

	Claim claim() {
		return this.claim;
	}

	/** A handler has tried it. */
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
	 * A handler is not to try before a time.
	 * @param written is told once that is stored, or cannot be
	 */
	synchronized void postponed(String handler, Instant until, Runnable written) {
		if (!this.split) {
			split();
		}
		this.running.remove(handler);
		settle(new Settlement.Postponed(claimFor(handler), until), written);
	}

	/** A handler will not run on this node now. */
	synchronized void abandoned(String handler) {
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
			// Others of this claim go on, so this one needs a row of its own to wait in.
			this.running.add(handler);
			split();
			this.running.remove(handler);
			settle(new Settlement.Released(claimFor(handler)));
		}
	}

	/** Settles what has ended, if that was long ago and others are still at it. */
	synchronized void splitIfOlderThan(long nanos) {
		boolean lagging = !this.split && !this.ended.isEmpty() && !this.running.isEmpty();
		if (lagging && System.nanoTime() - this.firstEndedNanos > nanos) {
			split();
		}
	}

	/** Gives each handler that is still at it a row of its own. */
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

	private void settle(Settlement settlement, Runnable written) {
		this.unsettled++;
		this.queue.settle(settlement, (state) -> {
			written.run();
			settled(state);
		});
	}

	private void settled(@Nullable DeliveryState state) {
		boolean last;
		synchronized (this) {
			this.unsettled--;
			last = this.unsettled == 0 && this.running.isEmpty();
		}
		this.progress.accept(state);
		if (last) {
			this.finished.run();
		}
	}

}
