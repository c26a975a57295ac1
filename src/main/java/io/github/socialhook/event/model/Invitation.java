package io.github.socialhook.event.model;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An invitation to become a member of a community.
 */
public record Invitation(@JsonProperty("_id") @Nullable String id, @Nullable String networkId,
		@Nullable InvitationType type, @Nullable String targetId, @Nullable String targetType, @Nullable String userId,
		@Nullable InvitationStatus status, @Nullable String createdBy, @Nullable Instant respondedAt,
		@Nullable Instant updatedAt, @Nullable Instant createdAt, @Nullable String invitationId,
		@Nullable String invitedUserId, @Nullable String invitedUserPublicId, @Nullable String invitedUserInternalId,
		@Nullable String inviterUserId, @Nullable String inviterUserPublicId, @Nullable String inviterUserInternalId,
		@Nullable String communityId) {
}
