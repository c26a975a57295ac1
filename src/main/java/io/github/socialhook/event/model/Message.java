package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message as {@code message.*} carries it, except for reactions. {@code channelId} and
 * {@code userId} are public ids. On {@code message.didUpdate} there may be
 * {@code latestReaction} and no {@code myReactions}.
 */
public record Message(@JsonProperty("_id") @Nullable String id, @Nullable String path, @Nullable String messageId,
		@Nullable String parentId, @Nullable Long childrenNumber, @Nullable String channelId, @Nullable String userId,
		@Nullable String type, List<String> tags, @Nullable JsonNode data, @Nullable Boolean isDeleted,
		@Nullable Long channelSegment, @Nullable Instant createdAt, @Nullable Instant updatedAt,
		@Nullable Instant editedAt, @Nullable Long flagCount, @JsonAlias("hashflag") @Nullable HashFlag hashFlag,
		@Nullable JsonNode reactions, @Nullable Long reactionsCount, List<String> myReactions,
		@Nullable LatestReaction latestReaction, List<Mention> mentionees) {
}
