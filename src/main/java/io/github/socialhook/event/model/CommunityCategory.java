package io.github.socialhook.event.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A category that communities are filed under.
 */
public record CommunityCategory(@Nullable String categoryId, @Nullable String name, @Nullable JsonNode metadata,
		@Nullable String avatarFileId, @Nullable Boolean isDeleted, @Nullable Instant createdAt,
		@Nullable Instant updatedAt) {
}
