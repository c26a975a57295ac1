package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A live stream. {@code isLive} is deprecated; {@code postId}, {@code channelId},
 * {@code channelEnabled} and the fields on parent and children came in 2025.
 */
public record VideoStreaming(@Nullable String streamId, @Nullable String userId, @Nullable String userInternalId,
		@Nullable String userPublicId, @Nullable String thumbnailFileId, @Nullable String title,
		@Nullable VideoStreamingStatus status, @Nullable Boolean isLive, @Nullable Boolean isDeleted,
		@Nullable String description, @Nullable Platform platform, @Nullable String moderationId,
		@Nullable Instant startedAt, @Nullable Instant endedAt, @Nullable Instant createdAt,
		@Nullable Instant updatedAt, @Nullable JsonNode metadata, @Nullable VideoStreamingResolution resolution,
		@Nullable StreamUrl streamerUrl, List<StreamRecording> recordings, @Nullable WatcherUrl watcherUrl,
		@Nullable String postId, @Nullable String channelId, @Nullable Boolean channelEnabled,
		@Nullable Boolean isParent, @Nullable String parentStreamId, List<String> childStreamIds) {

	/**
	 * The platform a stream is sent from.
	 */
	public record Platform(@Nullable String name, @Nullable String version) {
	}

	/**
	 * Where a stream is watched, by protocol.
	 */
	public record WatcherUrl(@Nullable StreamUrl flv, @Nullable StreamUrl hls, @Nullable StreamUrl rtmp) {
	}

}
