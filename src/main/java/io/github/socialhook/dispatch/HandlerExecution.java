package io.github.socialhook.dispatch;

import java.time.Instant;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Claim;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that a handler is to make.
 *
 * @param work the claim under which it is made
 * @param handler who is to make it
 * @param reading what the body says
 * @param lane what it waits its turn in; absent if it waits for nobody
 * @param sinceNanos since when it waits
 */
record HandlerExecution(ClaimExecution work, Handler handler, ParseResult.ParsedDelivery reading, @Nullable String lane,
		long sinceNanos) {

	Claim claim() {
		return this.work.claim();
	}

	DeliveryId id() {
		return claim().id();
	}

	/** Which attempt of this handler it is, from 1. */
	int number() {
		return claim().attempts() + 1;
	}

	/** Whether it comes from the handler's own queue in the store. */
	boolean isFromItsQueue() {
		return claim().handler() != null;
	}

	/** Sends it into the handler's queue in the store. */
	void postpone(Instant until, Runnable written) {
		this.work.postponed(this.handler.name(), until, written);
	}

	/** Gives it back to whoever comes. */
	void abandon() {
		this.work.abandoned(this.handler.name());
	}

}
