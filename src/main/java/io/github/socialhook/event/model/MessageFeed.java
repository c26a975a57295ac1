package io.github.socialhook.event.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A sub-channel of messages; {@code channelId} is the internal id of its channel.
 */
public record MessageFeed(@Nullable String messageFeedId, @Nullable String channelId, @Nullable String channelPublicId,
		@Nullable ChannelType channelType, @Nullable String name, @Nullable String lastMessageId,
		@Nullable Instant lastMessageTimestamp, @Nullable String creatorId, @Nullable String path,
		@Nullable Long childCount, @Nullable Boolean isDeleted, @Nullable Instant editedAt, @Nullable Instant createdAt,
		@Nullable Instant updatedAt, @Nullable String messagePreviewId) {
}
