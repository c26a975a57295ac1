package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A community. {@code isDiscoverable} and {@code requiresJoinApproval} came in 2025,
 * {@code type} later.
 */
public record Community(@JsonProperty("_id") @Nullable String id, @Nullable String path, @Nullable String communityId,
		@Nullable String channelId, @Nullable String userId, @Nullable String userPublicId,
		@Nullable String userInternalId, @Nullable String displayName, @Nullable String avatarFileId,
		@Nullable String description, @Nullable Boolean isOfficial, @Nullable Boolean isPublic,
		@Nullable Boolean onlyAdminCanPost, List<String> tags, @Nullable JsonNode metadata, @Nullable Long postsCount,
		@Nullable Long membersCount, @Nullable Boolean isJoined, List<String> categoryIds, @Nullable Boolean isDeleted,
		@Nullable Instant createdAt, @Nullable Instant updatedAt, @Nullable Boolean hasFlaggedComment,
		@Nullable Boolean hasFlaggedPost, @Nullable Boolean needApprovalOnPostCreation,
		@Nullable Long moderatorMemberCount, @Nullable Boolean allowCommentInStory, @Nullable Boolean isDiscoverable,
		@Nullable Boolean requiresJoinApproval, @Nullable NotificationMode notificationMode,
		@Nullable CommunityType type) {
}
