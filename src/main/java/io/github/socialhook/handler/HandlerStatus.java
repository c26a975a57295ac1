package io.github.socialhook.handler;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How a handler stands at this moment. One that is paused or failing is held: its
 * deliveries wait in the inbox, and none of them loses an attempt.
 *
 * @param pausedSince since when it is paused, on every node; absent if it is not
 * @param failingSince since when this node only probes it, because it fails for nearly
 * everything; absent if it works
 * @param running how many deliveries it is working on, on this node
 */
public record HandlerStatus(@Nullable Instant pausedSince, @Nullable Instant failingSince, int running) {

}
