package io.github.socialhook.event.model;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A request to join a community.
 */
public record JoinRequest(@JsonProperty("_id") @Nullable String id, @Nullable String networkId,
		@Nullable String targetId, @Nullable String targetType, @Nullable String type, @Nullable String userId,
		@Nullable JoinRequestStatus status, @Nullable Instant respondedAt, @Nullable Instant updatedAt,
		@Nullable Instant createdAt, @Nullable String joinRequestId, @Nullable String requestorId,
		@Nullable String requestorPublicId, @Nullable String requestorInternalId, @Nullable String responderId,
		@Nullable String responderPublicId, @Nullable String responderInternalId) {
}
