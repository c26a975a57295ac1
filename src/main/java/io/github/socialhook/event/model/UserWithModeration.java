package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A user with all that moderation knows of it, as the flag events of users carry it since
 * 2026; before, they carried the fields of {@link UserV3} alone.
 */
public record UserWithModeration(@JsonProperty("_id") @Nullable String id, @Nullable String path,
		@Nullable String userId, @Nullable String userInternalId, @Nullable String userPublicId, List<String> roles,
		List<Permission> permissions, @Nullable String displayName, @Nullable String profileHandle,
		@Nullable String description, @Nullable String avatarFileId, @Nullable String avatarCustomUrl,
		@Nullable Long flagCount, @JsonAlias("hashflag") @Nullable HashFlag hashFlag, @Nullable JsonNode metadata,
		@Nullable Boolean isGlobalBan, @Nullable Boolean isBrand, @Nullable Instant createdAt,
		@Nullable Instant updatedAt, @Nullable Boolean isDeleted, List<UserReport> flags,
		@Nullable Instant lastFlaggedAt, @Nullable Instant lastReviewedAt, List<UserAiModeration> aiModerations,
		@Nullable ManualReview manualReview) {
}
