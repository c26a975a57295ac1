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
	 * A user followed another user. The reference shows the name in its path only.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/follow/index.yaml">the
	 * API reference</a>
	 */
	record DidCreate(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt) implements FollowEvent {
	}

	/**
	 * A user asked to follow another user. The reference shows the name in its path only.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/follow/index.yaml">the
	 * API reference</a>
	 */
	record DidRequest(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt) implements FollowEvent {
	}

	/**
	 * A follow request was accepted. The reference shows the name in its path only.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/follow/index.yaml">the
	 * API reference</a>
	 */
	record DidAcceptRequest(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt) implements FollowEvent {
	}

	/**
	 * A follow request was declined. The reference shows the name in its path only.
	 * Editions from 2021 to 2023 spell it {@code follow.didDecineRequest}, which is read
	 * too.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/follow/index.yaml">the
	 * API reference</a>
	 */
	record DidDeclineRequest(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt) implements FollowEvent {
	}

	/**
	 * A follow request was withdrawn. The reference shows the name in its path only.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/follow/index.yaml">the
	 * API reference</a>
	 */
	record DidCancelRequest(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt) implements FollowEvent {
	}

	/**
	 * A user unfollowed another user. The reference shows the name in its path only.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/follow/index.yaml">the
	 * API reference</a>
	 */
	record DidUnfollow(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt) implements FollowEvent {
	}

	/**
	 * A user removed one of their followers. The reference shows the name in its path
	 * only.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/follow/index.yaml">the
	 * API reference</a>
	 */
	record DidDeleteFollower(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt) implements FollowEvent {
	}

}
