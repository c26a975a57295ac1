package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A user as a member of a community. {@code lastJoin} came in 2026.
 */
public record CommunityUser(@Nullable String userId, @Nullable String userPublicId, @Nullable String userInternalId,
		@Nullable String channelId, @Nullable String communityId, @Nullable Membership communityMembership,
		@Nullable String notMemberReason, @Nullable Boolean isBanned, @Nullable Instant lastActivity,
		List<String> roles, List<Permission> permissions, @Nullable Instant lastJoin, @Nullable Instant createdAt,
		@Nullable Instant updatedAt) {
}
