package io.github.socialhook.event.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One report about a user, at most one for each reporter and type. {@code userId} is the
 * internal id of the reporter; {@code reason} comes only with reports about behaviour.
 */
public record UserReport(@Nullable String userId, @Nullable UserReportType reportType, @Nullable String reason,
		@Nullable String comment, @Nullable Instant createdAt) {
}
