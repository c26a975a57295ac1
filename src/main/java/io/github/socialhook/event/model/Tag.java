package io.github.socialhook.event.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A tag that admins put on users.
 */
public record Tag(@Nullable String tagId, @Nullable String publicId, @Nullable String networkId, @Nullable String name,
		@Nullable TagType type, @Nullable String description, @Nullable String backgroundColor,
		@Nullable String textColor, @Nullable JsonNode metadata, @Nullable Long usersCount, @Nullable Boolean isDeleted,
		@Nullable Instant createdAt, @Nullable Instant updatedAt) {
}
