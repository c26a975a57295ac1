package io.github.socialhook.event.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The reaction last added to a message, documented for {@code message.didUpdate} alone.
 */
public record LatestReaction(@Nullable String referenceId, @Nullable String referenceType,
		@Nullable String reactionName, @Nullable String userId, @Nullable String userDisplayName,
		@Nullable String reactionId, @Nullable String eventName, @Nullable Instant createdAt) {
}
