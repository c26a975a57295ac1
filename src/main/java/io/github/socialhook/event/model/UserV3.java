package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A user as the social, poll, stream and user events carry it. {@code profileHandle} and
 * {@code isDeleted} came after November 2024.
 */
public record UserV3(@JsonProperty("_id") @Nullable String id, @Nullable String path, @Nullable String userId,
		@Nullable String userInternalId, @Nullable String userPublicId, List<String> roles,
		List<Permission> permissions, @Nullable String displayName, @Nullable String profileHandle,
		@Nullable String description, @Nullable String avatarFileId, @Nullable String avatarCustomUrl,
		@Nullable Long flagCount, @JsonAlias("hashflag") @Nullable HashFlag hashFlag, @Nullable JsonNode metadata,
		@Nullable Boolean isGlobalBan, @Nullable Boolean isBrand, @Nullable Instant createdAt,
		@Nullable Instant updatedAt, @Nullable Boolean isDeleted) {
}
