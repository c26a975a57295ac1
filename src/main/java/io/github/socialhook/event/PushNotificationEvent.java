package io.github.socialhook.event;

import java.util.List;

import io.github.socialhook.event.model.ChannelV3;
import io.github.socialhook.event.model.Comment;
import io.github.socialhook.event.model.Community;
import io.github.socialhook.event.model.CommunityUser;
import io.github.socialhook.event.model.File;
import io.github.socialhook.event.model.Follow;
import io.github.socialhook.event.model.MessageV3;
import io.github.socialhook.event.model.Post;
import io.github.socialhook.event.model.PushNotification;
import io.github.socialhook.event.model.UserV3;
import io.github.socialhook.event.model.VideoStreamingCustom;

/**
 * A notification that Social+ would push to devices, sent as a webhook instead. It has an
 * envelope of its own: {@link PushNotification}.
 */
public sealed interface PushNotificationEvent extends SocialEvent {

	PushNotification notification();

	List<UserV3> users();

	List<File> files();

	/**
	 * A channel was created. Sent with {@code channel.created} as {@code data.eventName},
	 * going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record ChannelCreated(PushNotification notification, List<ChannelV3> channels, List<UserV3> users,
			List<File> files) implements PushNotificationEvent {
	}

	/**
	 * A channel was joined. Sent with {@code channel.joined} as {@code data.eventName},
	 * going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/channel-joined-webhook-event">reference</a>
	 */
	record ChannelJoined(PushNotification notification, List<ChannelV3> channels, List<UserV3> users,
			List<File> files) implements PushNotificationEvent {
	}

	/**
	 * A comment was created. Sent with {@code comment.created} as {@code data.eventName},
	 * going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record CommentCreated(PushNotification notification, List<Post> posts, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities,
			List<CommunityUser> communityUsers) implements PushNotificationEvent {
	}

	/**
	 * A comment got a reaction. Sent with {@code comment.reacted} as
	 * {@code data.eventName}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record CommentReacted(PushNotification notification, List<Post> posts, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities,
			List<CommunityUser> communityUsers) implements PushNotificationEvent {
	}

	/**
	 * A comment got a reply. Sent with {@code comment.replied} as {@code data.eventName},
	 * going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record CommentReplied(PushNotification notification, List<Post> posts, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities,
			List<CommunityUser> communityUsers) implements PushNotificationEvent {
	}

	/**
	 * A follow request was accepted. Sent with {@code follow.accepted} as
	 * {@code data.eventName}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record FollowAccepted(PushNotification notification, List<Follow> follows, List<UserV3> users,
			List<File> files) implements PushNotificationEvent {
	}

	/**
	 * A user was followed. Sent with {@code follow.created} as {@code data.eventName},
	 * going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record FollowCreated(PushNotification notification, List<Follow> follows, List<UserV3> users,
			List<File> files) implements PushNotificationEvent {
	}

	/**
	 * A follow request was made. Sent with {@code follow.requested} as
	 * {@code data.eventName}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record FollowRequested(PushNotification notification, List<Follow> follows, List<UserV3> users,
			List<File> files) implements PushNotificationEvent {
	}

	/**
	 * A message was created. Sent with {@code message.created} as {@code data.eventName},
	 * going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record MessageCreated(PushNotification notification, List<MessageV3> messages, List<UserV3> users,
			List<File> files) implements PushNotificationEvent {
	}

	/**
	 * A post was approved. Sent with {@code post.approved} as {@code data.eventName},
	 * going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record PostApproved(PushNotification notification, List<Post> posts, List<UserV3> users, List<File> files,
			List<Community> communities) implements PushNotificationEvent {
	}

	/**
	 * A post was created. Sent with {@code post.created} as {@code data.eventName}, going
	 * by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record PostCreated(PushNotification notification, List<Post> posts, List<UserV3> users, List<File> files,
			List<Community> communities) implements PushNotificationEvent {
	}

	/**
	 * A post waits for review. Sent with {@code post.need-reviewing} as
	 * {@code data.eventName}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/post-need-reviewing-webhook-event">reference</a>
	 */
	record PostNeedReviewing(PushNotification notification, List<Post> posts, List<UserV3> users, List<File> files,
			List<Community> communities) implements PushNotificationEvent {
	}

	/**
	 * A post got a reaction. Sent with {@code post.reacted} as {@code data.eventName},
	 * going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record PostReacted(PushNotification notification, List<Post> posts, List<UserV3> users, List<File> files,
			List<Community> communities) implements PushNotificationEvent {
	}

	/**
	 * A live stream started. Sent with {@code video-streaming.started} as
	 * {@code data.eventName}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record VideoStreamingStarted(PushNotification notification, List<VideoStreamingCustom> videoStreamings,
			List<VideoStreamingCustom> videoStreamingChildren, List<UserV3> users,
			List<File> files) implements PushNotificationEvent {
	}

	/**
	 * A comment mentions users. Sent with {@code mention-comment.created} as
	 * {@code data.eventName}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record MentionCommentCreated(PushNotification notification, List<Post> posts, List<Comment> comments,
			List<UserV3> users, List<File> files, List<Community> communities,
			List<CommunityUser> communityUsers) implements PushNotificationEvent {
	}

	/**
	 * A reply mentions users. Sent with {@code mention-comment.replied} as
	 * {@code data.eventName}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record MentionCommentReplied(PushNotification notification, List<Post> posts, List<Comment> comments,
			List<UserV3> users, List<File> files, List<Community> communities,
			List<CommunityUser> communityUsers) implements PushNotificationEvent {
	}

	/**
	 * A post mentions users. Sent with {@code mention-post.created} as
	 * {@code data.eventName}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record MentionPostCreated(PushNotification notification, List<Post> posts, List<UserV3> users, List<File> files,
			List<Community> communities) implements PushNotificationEvent {
	}

	/**
	 * A comment on a user feed mentions users. Sent with
	 * {@code mention-user-feed-comment.created} as {@code data.eventName}, going by the
	 * path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record MentionUserFeedCommentCreated(PushNotification notification, List<Post> posts, List<Comment> comments,
			List<UserV3> users, List<File> files, List<Community> communities,
			List<CommunityUser> communityUsers) implements PushNotificationEvent {
	}

	/**
	 * A reply on a user feed mentions users. Sent with
	 * {@code mention-user-feed-comment.replied} as {@code data.eventName}, going by the
	 * path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record MentionUserFeedCommentReplied(PushNotification notification, List<Post> posts, List<Comment> comments,
			List<UserV3> users, List<File> files, List<Community> communities,
			List<CommunityUser> communityUsers) implements PushNotificationEvent {
	}

	/**
	 * A post on a user feed mentions users. Sent with
	 * {@code mention-user-feed-post.created} as {@code data.eventName}, going by the path
	 * in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">reference</a>
	 */
	record MentionUserFeedPostCreated(PushNotification notification, List<Post> posts, List<UserV3> users,
			List<File> files, List<Community> communities) implements PushNotificationEvent {
	}

}
