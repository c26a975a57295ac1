package io.github.socialhook.console.operation;

import java.time.Instant;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Replayer;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery waits for, at one handler.
 *
 * @param handler the name of the handler; absent if it waits for a replay
 * @param cause what it waits for
 * @param since since when that lasts, if it is known
 * @param until when it ends, or when it is looked at again, if that is known
 * @param earlier the delivery that has to be handled before, if it waits for one
 * @param by the user who wants it so, if that is known
 * @param error how the handler failed last, if it is failing
 * @param place its place in a replay, if it waits for one
 */
public record WaitReason(@Nullable String handler, Cause cause, @Nullable Instant since, @Nullable Instant until,
		@Nullable DeliveryId earlier, @Nullable String by, @Nullable String error, Replayer.@Nullable Place place) {

	static WaitReason of(String handler, Cause cause) {
		return new WaitReason(handler, cause, null, null, null, null, null, null);
	}

	static WaitReason paused(String handler, Instant since, @Nullable String by) {
		return new WaitReason(handler, Cause.PAUSED, since, null, null, by, null, null);
	}

	static WaitReason failing(String handler, Instant since, @Nullable Instant probe, @Nullable String error) {
		return new WaitReason(handler, Cause.FAILING, since, probe, null, null, error, null);
	}

	static WaitReason until(String handler, Instant until) {
		return new WaitReason(handler, Cause.RETRY, null, until, null, null, null, null);
	}

	static WaitReason after(String handler, DeliveryId earlier) {
		return new WaitReason(handler, Cause.EARLIER_EVENT, null, null, earlier, null, null, null);
	}

	static WaitReason in(Replayer.Place place) {
		return new WaitReason(null, Cause.REPLAY, null, null, null, null, null, place);
	}

	/** What a delivery can wait for. */
	public enum Cause {

		/** Nothing: the handler is working on it. */
		RUNNING,

		/** There is no such handler on this node. */
		NO_HANDLER,

		/** Somebody has paused the handler. */
		PAUSED,

		/** The handler fails for nearly all deliveries, so this node only probes it. */
		FAILING,

		/** The time of the next attempt. */
		RETRY,

		/** An earlier event of its subject, which is handled first. */
		EARLIER_EVENT,

		/** Its turn. */
		TURN,

		/** Its turn in a replay of many deliveries, or in discarding them. */
		REPLAY

	}

}
