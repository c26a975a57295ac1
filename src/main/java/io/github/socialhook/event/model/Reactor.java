package io.github.socialhook.event.model;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonAlias;
import org.jspecify.annotations.Nullable;

/**
 * The user who reacted, and how. Both spellings of the public id are read, the right one
 * and that of the reference.
 */
public record Reactor(@Nullable String reactionName, @Nullable String userId,
		@JsonAlias("userPublicIdId") @Nullable String userPublicId, @Nullable String userInternalId,
		@Nullable String reactionId, @Nullable Instant createdAt, @Nullable Instant updatedAt) {
}
