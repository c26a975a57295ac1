package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A room with a live stream, as post events carry it. The name that the SDK has for
 * {@code liveChatEnabled} is read, too.
 */
public record Room(@JsonProperty("_id") @Nullable String id, @Nullable RoomType type, @Nullable String targetId,
		@Nullable FeedTargetType targetType, @Nullable RoomReferenceType referenceType, @Nullable String referenceId,
		@Nullable String liveChannelId, @JsonAlias("liveChannelEnabled") @Nullable Boolean liveChatEnabled,
		@Nullable String title, @Nullable String roomId, @Nullable String description, @Nullable String thumbnailFileId,
		@Nullable RoomStatus status, List<Participant> participants, @Nullable String livePlaybackUrl,
		@Nullable String liveThumbnailUrl, List<RecordedPlayback> recordedPlaybackInfos,
		@Nullable Double durationSeconds, @Nullable Moderation moderation, @Nullable String parentRoomId,
		List<String> childRoomIds, @Nullable Instant createdAt, @Nullable String createdBy,
		@Nullable String creatorInternalId, @Nullable Instant updatedAt, @Nullable Instant liveAt,
		@Nullable Instant endedAt, @Nullable Instant recordedAt, @Nullable Boolean isDeleted,
		@Nullable Instant deletedAt, @Nullable String deletedBy, @Nullable String path, @Nullable JsonNode metadata) {

	/**
	 * A user who takes part in a room.
	 */
	public record Participant(@Nullable RoomParticipantType type, @Nullable String userId,
			@Nullable String userInternalId) {
	}

	/**
	 * Where a recording is watched.
	 */
	public record RecordedPlayback(@Nullable String url, @Nullable String thumbnailUrl) {
	}

	/**
	 * What automatic moderation saw in a room.
	 */
	public record Moderation(List<ModerationLabel> flagLabels, List<ModerationLabel> terminateLabels,
			@Nullable Instant updatedAt) {
	}

}
