package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A comment; {@code children} are ids, {@code dataType} is deprecated and always
 * {@code text}.
 */
public record Comment(@JsonProperty("_id") @Nullable String id, @Nullable String path, @Nullable String commentId,
		@Nullable String userId, @Nullable String userPublicId, @Nullable String userInternalId,
		@Nullable String parentId, @Nullable String rootId, @Nullable String referenceId,
		@Nullable CommentReferenceType referenceType, @Nullable String dataType, List<CommentDataType> dataTypes,
		@Nullable JsonNode data, @Nullable JsonNode metadata, @Nullable Long childrenNumber, @Nullable Long flagCount,
		@JsonAlias("hashflag") @Nullable HashFlag hashFlag, @Nullable JsonNode reactions, @Nullable Long reactionsCount,
		List<String> myReactions, @Nullable Boolean isDeleted, @Nullable Instant editedAt, @Nullable Instant createdAt,
		@Nullable Instant updatedAt, List<String> children, @Nullable Long segmentNumber, List<Mention> mentionees,
		List<CommentAttachment> attachments, @Nullable String targetId, @Nullable CommentTargetType targetType) {
}
