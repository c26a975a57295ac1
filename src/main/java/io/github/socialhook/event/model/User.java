package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A user as the chat events carry it.
 */
public record User(@JsonProperty("_id") @Nullable String id, @Nullable String path, @Nullable String userId,
		List<String> roles, @Nullable String displayName, @Nullable Long flagCount,
		@JsonAlias("hashflag") @Nullable HashFlag hashFlag, @Nullable JsonNode metadata, @Nullable Instant createdAt,
		@Nullable Instant updatedAt, @Nullable Boolean isDeleted) {
}
