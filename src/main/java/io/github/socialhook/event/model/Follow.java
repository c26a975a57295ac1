package io.github.socialhook.event.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Who follows whom, as push notifications carry it.
 */
public record Follow(@Nullable String from, @Nullable String fromUserPublicId, @Nullable String fromUserInternalId,
		@Nullable String to, @Nullable String toUserPublicId, @Nullable String toUserInternalId,
		@Nullable FollowStatus status, @Nullable Instant createdAt, @Nullable Instant updatedAt) {
}
