package io.github.socialhook.event;

import java.time.Instant;

import io.github.socialhook.event.model.FollowStatus;
import org.jspecify.annotations.Nullable;

/**
 * What happens between a user and a follower. {@code from} follows {@code to}.
 */
public sealed interface FollowEvent extends SocialEvent {

	@Nullable String from();

	@Nullable String to();

	@Nullable FollowStatus status();

	@Nullable Instant createdAt();

	@Nullable Instant updatedAt();

	/**
	 * A user followed another user. Sent as {@code follow.didCreate}, going by the path
	 * in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/follow/index.yaml">reference</a>
	 */
	record DidCreate(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt) implements FollowEvent {
	}

	/**
	 * A user asked to follow another user. Sent as {@code follow.didRequest}, going by
	 * the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/follow/index.yaml">reference</a>
	 */
	record DidRequest(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt) implements FollowEvent {
	}

	/**
	 * A follow request was accepted. Sent as {@code follow.didAcceptRequest}, going by
	 * the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/follow/index.yaml">reference</a>
	 */
	record DidAcceptRequest(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt) implements FollowEvent {
	}

	/**
	 * A follow request was declined. Sent as {@code follow.didDeclineRequest}, going by
	 * the path in the reference. Editions from 2021 to 2023 spell it
	 * {@code follow.didDecineRequest}, which is read too.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/follow/index.yaml">reference</a>
	 */
	record DidDeclineRequest(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt) implements FollowEvent {
	}

	/**
	 * A follow request was withdrawn. Sent as {@code follow.didCancelRequest}, going by
	 * the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/follow/index.yaml">reference</a>
	 */
	record DidCancelRequest(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt) implements FollowEvent {
	}

	/**
	 * A user unfollowed another user. Sent as {@code follow.didUnfollow}, going by the
	 * path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/follow/index.yaml">reference</a>
	 */
	record DidUnfollow(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt) implements FollowEvent {
	}

	/**
	 * A user removed one of their followers. Sent as {@code follow.didDeleteFollower},
	 * going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/follow/index.yaml">reference</a>
	 */
	record DidDeleteFollower(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt) implements FollowEvent {
	}

}
