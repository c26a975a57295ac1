package io.github.socialhook.handler;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The status of a handler. While it is paused or failing, its deliveries wait in the
 * inbox and none of them loses an attempt.
 *
 * @param pausedSince since when it is paused, on every node; absent if it is not
 * @param failingSince since when its circuit breaker is open on this node; absent if it
 * is closed
 * @param nextProbeAt when it is probed next, if it is failing and no probe is running
 * @param lastError how the latest attempt failed, if it is failing
 * @param running the number of its running attempts on this node
 */
public record HandlerStatus(@Nullable Instant pausedSince, @Nullable Instant failingSince,
		@Nullable Instant nextProbeAt, @Nullable String lastError, int running) {

	/** Nothing holds it, and it is not running. */
	public static final HandlerStatus IDLE = new HandlerStatus(null, null, null, null, 0);

}
