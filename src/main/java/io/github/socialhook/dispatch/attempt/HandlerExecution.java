package io.github.socialhook.dispatch.attempt;

import java.time.Instant;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.dispatch.registry.Handler;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that a handler is to make.
 *
 * @param claimExecution the claim under which it is made
 * @param handler the handler that makes it
 * @param parsed the parsed body
 * @param key the subject whose events are handled one at a time; absent if the order does
 * not matter
 * @param queuedNanos when it was queued, by {@link System#nanoTime()}
 */
public record HandlerExecution(ClaimExecution claimExecution, Handler handler, ParseResult.ParsedDelivery parsed,
		@Nullable String key, long queuedNanos) {

	Claim claim() {
		return this.claimExecution.claim();
	}

	/**
	 * Returns the id of the delivery.
	 * @return the id
	 */
	public DeliveryId id() {
		return claim().id();
	}

	/** Returns the number of this attempt of this handler, from 1. */
	int number() {
		return claim().attempts() + 1;
	}

	/**
	 * Whether it was claimed for this handler alone, from its queue in the store.
	 * @return false if the claim is for every handler of the event
	 */
	public boolean isFromHandlerQueue() {
		return claim().handler() != null;
	}

	/** Ends it with an attempt. */
	void end(Attempt attempt) {
		this.claimExecution.ended(attempt);
	}

	/**
	 * Puts it into the handler's queue in the store; the attempt does not count.
	 * @param until when it is due again
	 * @param onWritten is run once that is stored, or cannot be
	 */
	public void postpone(Instant until, Runnable onWritten) {
		this.claimExecution.postponed(this.handler.name(), until, onWritten);
	}

	/** Releases it, so that any node can claim it. */
	public void release() {
		this.claimExecution.released(this.handler.name());
	}

	/**
	 * Releases it after the stop of this node has interrupted it, which counts as a
	 * death.
	 */
	public void interrupted() {
		this.claimExecution.interrupted(this.handler.name());
	}

	/** Gives it a row of its own in the store, apart from other handlers of the event. */
	public void separate() {
		this.claimExecution.separate();
	}

}
