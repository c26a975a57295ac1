package io.github.socialhook.event.model;

import org.jspecify.annotations.Nullable;

/**
 * One answer of a poll.
 */
public record PollAnswer(@Nullable PollAnswerDataType dataType, @Nullable String data, @Nullable String fileId,
		@Nullable Long voteCount, @Nullable Boolean isVotedByUser, @Nullable String id) {
}
