package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message as the reaction events and {@code push-notification/message.created} carry
 * it.
 */
public record MessageV3(@JsonProperty("_id") @Nullable String id, @Nullable String path, @Nullable String messageId,
		@Nullable String channelId, @Nullable String userId, @Nullable MessageTypeV3 type, @Nullable JsonNode data,
		@Nullable Long channelSegment, @Nullable String parentId, @Nullable String fileId, List<String> tags,
		@Nullable JsonNode metadata, @Nullable Long flagCount, @JsonAlias("hashflag") @Nullable HashFlag hashFlag,
		@Nullable Long childrenNumber, @Nullable Long reactionsCount, @Nullable JsonNode reactions,
		List<String> myReactions, @Nullable LatestReaction latestReaction, @Nullable Boolean isDeleted,
		@Nullable Instant createdAt, @Nullable Instant updatedAt, @Nullable Instant editedAt,
		List<Mention> mentionees) {
}
