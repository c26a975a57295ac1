package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One decision of the automatic moderation about a field of a user; {@code clearedBy} is
 * the internal id of a moderator.
 */
public record UserAiModeration(@Nullable String moderatedField, @Nullable AiModerationType type,
		List<AiModerationCategory> categories, @Nullable AiModeratedAction moderatedAction,
		@Nullable Instant moderatedAt, @Nullable Instant clearedAt, @Nullable String clearedBy) {
}
