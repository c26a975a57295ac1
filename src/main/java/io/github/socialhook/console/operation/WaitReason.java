package io.github.socialhook.console.operation;

import java.time.Instant;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery waits for, at one handler.
 *
 * @param handler the name of the handler
 * @param cause what it waits for
 * @param since since when that lasts, if it is known
 * @param until when it ends, if that is certain
 * @param earlier the delivery that has to be handled before, if it waits for one
 */
public record WaitReason(String handler, Cause cause, @Nullable Instant since, @Nullable Instant until,
		@Nullable DeliveryId earlier) {

	static WaitReason of(String handler, Cause cause) {
		return new WaitReason(handler, cause, null, null, null);
	}

	static WaitReason since(String handler, Cause cause, Instant since) {
		return new WaitReason(handler, cause, since, null, null);
	}

	static WaitReason until(String handler, Instant until) {
		return new WaitReason(handler, Cause.RETRY, null, until, null);
	}

	static WaitReason after(String handler, DeliveryId earlier) {
		return new WaitReason(handler, Cause.EARLIER_EVENT, null, null, earlier);
	}

	/** What a delivery can wait for. */
	public enum Cause {

		/** Nothing: the handler is working on it. */
		RUNNING,

		/** There is no such handler on this node. */
		NO_HANDLER,

		/** Somebody has paused the handler. */
		PAUSED,

		/** The handler fails for nearly everything, so this node only probes it. */
		FAILING,

		/** The time of the next attempt. */
		RETRY,

		/** An earlier event of its subject, which is handled first. */
		EARLIER_EVENT,

		/** Its turn. */
		TURN

	}

}
