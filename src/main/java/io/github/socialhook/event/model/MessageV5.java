package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message as {@code v5.message.*} carries it. The reference swaps it with
 * {@link MessageFeed}; this form follows the SDK. {@code channelId} and {@code creatorId}
 * are internal ids.
 */
public record MessageV5(@Nullable String messageId, @Nullable String publicId, @Nullable String networkId,
		@Nullable String channelId, @Nullable String channelPublicId, @Nullable ChannelType channelType,
		@Nullable String messageFeedId, @Nullable Long segment, @Nullable MessageDataTypeV5 dataType,
		@Nullable JsonNode data, @Nullable String fileId, @Nullable String thumbnailFileId, @Nullable JsonNode metadata,
		List<String> tags, @Nullable String creatorId, @Nullable String creatorPublicId, List<Mention> mentionedUsers,
		@Nullable JsonNode reactions, @Nullable Long reactionCount, List<String> myReactions, @Nullable String parentId,
		@Nullable String path, @Nullable Long flagCount, @JsonAlias("hashflag") @Nullable HashFlag hashFlag,
		@Nullable Long childCount, @Nullable Boolean isDeleted, @Nullable String referenceId,
		@Nullable Instant editedAt, @Nullable Instant createdAt, @Nullable Instant updatedAt) {

	/**
	 * Users mentioned in a message, or its whole channel.
	 */
	public record Mention(@Nullable MentionType type, List<String> userIds, List<String> userPublicIds) {
	}

}
