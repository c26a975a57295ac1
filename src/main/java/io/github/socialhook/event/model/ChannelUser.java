package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A user as a member of a channel, as the deprecated channel events carry it.
 */
public record ChannelUser(@Nullable String userId, @Nullable String userInternalId, @Nullable String userPublicId,
		@Nullable String channelId, @Nullable String channelInternalId, @Nullable String channelPublicId,
		@Nullable Membership membership, @Nullable Boolean isBanned, @Nullable Instant lastActivity, List<String> roles,
		List<Permission> permissions, @Nullable Long readToSegment, @Nullable Long lastMentionedSegment,
		@Nullable Boolean isMuted, @Nullable Instant muteTimeout, @Nullable Instant createdAt,
		@Nullable Instant updatedAt) {
}
