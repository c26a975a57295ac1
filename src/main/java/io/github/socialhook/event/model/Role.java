package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A role and what it permits.
 */
public record Role(@Nullable String roleId, @Nullable String displayName, @Nullable Instant updatedAt,
		@Nullable Instant createdAt, List<String> permissions, @Nullable Boolean isDeleted) {
}
