package io.github.socialhook.event.model;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A poll. The reference leaves both dates plain strings, so they are not parsed;
 * {@code closedIn} is in milliseconds.
 */
public record Poll(@Nullable String pollId, @Nullable String userId, @Nullable String userInternalId,
		@Nullable String userPublicId, @Nullable String title, @Nullable String question, List<PollAnswer> answers,
		@Nullable PollAnswerType answerType, @Nullable String closedAt, @Nullable String createdAt,
		@Nullable Boolean isVoted, @Nullable PollStatus status, @Nullable Long closedIn) {
}
