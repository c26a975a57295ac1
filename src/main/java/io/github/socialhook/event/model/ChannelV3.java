package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A channel as push notifications and the deprecated channel events carry it.
 * {@code rateLimitWindow} is in milliseconds; a {@code rateLimitTimeout} sent as a number
 * is read as milliseconds since 1970.
 */
public record ChannelV3(@JsonProperty("_id") @Nullable String id, @Nullable String path, @Nullable String channelId,
		@Nullable Boolean isDistinct, @Nullable JsonNode metadata, @Nullable ChannelType type, List<String> tags,
		@Nullable Boolean isMuted, @Nullable Boolean isRateLimited, @Nullable Instant muteTimeout,
		@Nullable Long rateLimit, @Nullable Long rateLimitWindow, @Nullable Instant rateLimitTimeout,
		@Nullable String displayName, @Nullable Boolean messageAutoDeleteEnabled,
		@Nullable Long autoDeleteMessageByFlagLimit, @Nullable Long memberCount, @Nullable Long messageCount,
		@Nullable Instant lastActivity, @Nullable Instant createdAt, @Nullable Instant updatedAt,
		@Nullable String channelInternalId, @Nullable String channelPublicId, @Nullable String avatarFileId,
		@Nullable Boolean isDeleted, @Nullable String messagePreviewId, @Nullable Boolean isPublic,
		@Nullable NotificationMode notificationMode, @Nullable AttachedTo attachedTo) {

	/**
	 * What a channel was made for: a post, a stream or a room.
	 */
	public record AttachedTo(@Nullable String postId, @Nullable String videoStreamId, @Nullable String roomId) {
	}

}
