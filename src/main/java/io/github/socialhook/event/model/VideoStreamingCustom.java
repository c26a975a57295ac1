package io.github.socialhook.event.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A live stream as {@code push-notification/video-streaming.started} carries it;
 * {@code isLive} is deprecated.
 */
public record VideoStreamingCustom(@Nullable String streamId, @Nullable String userId, @Nullable String thumbnailFileId,
		@Nullable String title, @Nullable VideoStreamingStatus status, @Nullable Boolean isLive,
		@Nullable Boolean isDeleted, @Nullable String description, VideoStreaming.@Nullable Platform platform,
		@Nullable Instant startedAt, @Nullable Instant endedAt, @Nullable Instant createdAt,
		@Nullable Instant updatedAt, @Nullable JsonNode metadata, @Nullable VideoStreamingResolution resolution,
		@Nullable StreamUrl streamerUrl) {
}
