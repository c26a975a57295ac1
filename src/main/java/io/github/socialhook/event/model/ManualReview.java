package io.github.socialhook.event.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A decision of a moderator, {@code reviewedBy} being the internal id.
 */
public record ManualReview(@Nullable String reviewedBy, @Nullable ManualReviewType reviewedType,
		@Nullable Instant reviewedAt, @Nullable String moderatorNote) {
}
