package io.github.socialhook.event.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A feed of a community or a user.
 */
public record Feed(@Nullable String targetId, @Nullable FeedTargetType targetType, @Nullable Long postCount,
		@Nullable FeedType feedType, @Nullable String feedId, @Nullable Instant createdAt,
		@Nullable Instant updatedAt) {
}
