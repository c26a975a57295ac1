package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A post. {@code comments} and {@code children} are ids. {@code childrenNumber},
 * {@code hashtags}, {@code structureType} and the title came during 2025.
 */
public record Post(@JsonProperty("_id") @Nullable String id, @Nullable String path, @Nullable String postId,
		@Nullable String parentPostId, @Nullable String postedUserId, @Nullable String postedUserPublicId,
		@Nullable String postedUserInternalId, @Nullable String sharedUserId, @Nullable Long sharedCount,
		@Nullable String targetId, @Nullable String targetPublicId, @Nullable String targetInternalId,
		@Nullable PostTargetType targetType, @Nullable PostDataType dataType, @Nullable PostData data,
		@Nullable JsonNode metadata, @Nullable Long flagCount, @JsonAlias("hashflag") @Nullable HashFlag hashFlag,
		@Nullable Instant editedAt, @Nullable Instant createdAt, @Nullable Instant updatedAt,
		@Nullable JsonNode reactions, @Nullable Long reactionsCount, List<String> myReactions,
		@Nullable Long commentsCount, List<String> comments, List<String> children, @Nullable Long childrenNumber,
		@Nullable Boolean isDeleted, @Nullable Boolean hasFlaggedComment, @Nullable Boolean hasFlaggedChildren,
		@Nullable String feedId, List<String> tags, List<String> hashtags, List<Mention> mentionees,
		@Nullable Long impression, @Nullable Long reach, @Nullable PostStructureType structureType) {
}
