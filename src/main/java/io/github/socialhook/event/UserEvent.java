package io.github.socialhook.event;

import java.time.Instant;
import java.util.List;

import io.github.socialhook.event.model.File;
import io.github.socialhook.event.model.FollowStatus;
import io.github.socialhook.event.model.UserV3;
import io.github.socialhook.event.model.UserWithModeration;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a user.
 */
public sealed interface UserEvent extends SocialEvent {

	List<File> files();

	/**
	 * A user was created. Sent as {@code user.didCreate}, going by the path in the
	 * reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/0908d9f32d7cd0fbec90ff0269ddc8350386fea8/webhook/user/index.yaml">reference</a>
	 */
	record DidCreate(List<UserV3> users, List<File> files) implements UserEvent {
	}

	/**
	 * A user was updated. Sent as {@code user.didUpdate}, going by the path in the
	 * reference.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/user-didupdate-webhook-event">reference</a>
	 */
	record DidUpdate(List<UserV3> users, List<File> files) implements UserEvent {
	}

	/**
	 * A user was flagged. Sent as {@code user.didFlag}, going by the path in the
	 * reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/0908d9f32d7cd0fbec90ff0269ddc8350386fea8/webhook/user/index.yaml">reference</a>
	 */
	record DidFlag(List<UserWithModeration> users, List<File> files) implements UserEvent {
	}

	/**
	 * A flag was removed from a user. Sent as {@code user.didUnflag}, going by the path
	 * in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/0908d9f32d7cd0fbec90ff0269ddc8350386fea8/webhook/user/index.yaml">reference</a>
	 */
	record DidUnflag(List<UserWithModeration> users, List<File> files) implements UserEvent {
	}

	/**
	 * All flags of a user were cleared, so {@code flags} is empty. Sent as
	 * {@code user.didClearFlag}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/0908d9f32d7cd0fbec90ff0269ddc8350386fea8/webhook/user/index.yaml">reference</a>
	 */
	record DidClearFlag(List<UserWithModeration> users, List<File> files) implements UserEvent {
	}

	/**
	 * A user blocked another user. Sent as {@code user.didBlock}, going by the path in
	 * the reference. The text of the reference promises users and files, its schema only
	 * the relation; both are read.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/0908d9f32d7cd0fbec90ff0269ddc8350386fea8/webhook/user/index.yaml">reference</a>
	 */
	record DidBlock(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt, List<UserV3> users,
			List<File> files) implements UserEvent {
	}

	/**
	 * A user unblocked another user. Sent as {@code user.didUnblock}, going by the path
	 * in the reference. The text of the reference promises users and files, its schema
	 * only the relation; both are read.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/0908d9f32d7cd0fbec90ff0269ddc8350386fea8/webhook/user/index.yaml">reference</a>
	 */
	record DidUnblock(@Nullable String from, @Nullable String to, @Nullable FollowStatus status,
			@Nullable Instant createdAt, @Nullable Instant updatedAt, List<UserV3> users,
			List<File> files) implements UserEvent {
	}

	/**
	 * An admin reset a user's profile (moderation). Sent as {@code user.profileReset},
	 * going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/0908d9f32d7cd0fbec90ff0269ddc8350386fea8/webhook/user/index.yaml">reference</a>
	 */
	record ProfileReset(List<UserV3> users, List<File> files) implements UserEvent {
	}

}
