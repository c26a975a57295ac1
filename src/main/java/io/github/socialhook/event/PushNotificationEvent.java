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
	 * A channel was created. The value of {@code data.eventName} is not documented; it is
	 * taken to be {@code channel.created}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record ChannelCreated(PushNotification notification, List<ChannelV3> channels, List<UserV3> users,
			List<File> files) implements PushNotificationEvent {
	}

	/**
	 * A channel was joined. The value of {@code data.eventName} is not documented; it is
	 * taken to be {@code channel.joined}.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/channel-joined-webhook-event">the
	 * API reference</a>
	 */
	record ChannelJoined(PushNotification notification, List<ChannelV3> channels, List<UserV3> users,
			List<File> files) implements PushNotificationEvent {
	}

	/**
	 * A comment was created. The value of {@code data.eventName} is not documented; it is
	 * taken to be {@code comment.created}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record CommentCreated(PushNotification notification, List<Post> posts, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities,
			List<CommunityUser> communityUsers) implements PushNotificationEvent {
	}

	/**
	 * A comment got a reaction. The value of {@code data.eventName} is not documented; it
	 * is taken to be {@code comment.reacted}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record CommentReacted(PushNotification notification, List<Post> posts, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities,
			List<CommunityUser> communityUsers) implements PushNotificationEvent {
	}

	/**
	 * A comment got a reply. The value of {@code data.eventName} is not documented; it is
	 * taken to be {@code comment.replied}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record CommentReplied(PushNotification notification, List<Post> posts, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities,
			List<CommunityUser> communityUsers) implements PushNotificationEvent {
	}

	/**
	 * A follow request was accepted. The value of {@code data.eventName} is not
	 * documented; it is taken to be {@code follow.accepted}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record FollowAccepted(PushNotification notification, List<Follow> follows, List<UserV3> users,
			List<File> files) implements PushNotificationEvent {
	}

	/**
	 * A user was followed. The value of {@code data.eventName} is not documented; it is
	 * taken to be {@code follow.created}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record FollowCreated(PushNotification notification, List<Follow> follows, List<UserV3> users,
			List<File> files) implements PushNotificationEvent {
	}

	/**
	 * A follow request was made. The value of {@code data.eventName} is not documented;
	 * it is taken to be {@code follow.requested}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record FollowRequested(PushNotification notification, List<Follow> follows, List<UserV3> users,
			List<File> files) implements PushNotificationEvent {
	}

	/**
	 * A message was created. The value of {@code data.eventName} is not documented; it is
	 * taken to be {@code message.created}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record MessageCreated(PushNotification notification, List<MessageV3> messages, List<UserV3> users,
			List<File> files) implements PushNotificationEvent {
	}

	/**
	 * A post was approved. The value of {@code data.eventName} is not documented; it is
	 * taken to be {@code post.approved}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record PostApproved(PushNotification notification, List<Post> posts, List<UserV3> users, List<File> files,
			List<Community> communities) implements PushNotificationEvent {
	}

	/**
	 * A post was created. The value of {@code data.eventName} is not documented; it is
	 * taken to be {@code post.created}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record PostCreated(PushNotification notification, List<Post> posts, List<UserV3> users, List<File> files,
			List<Community> communities) implements PushNotificationEvent {
	}

	/**
	 * A post waits for review. The value of {@code data.eventName} is not documented; it
	 * is taken to be {@code post.need-reviewing}.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/post-need-reviewing-webhook-event">the
	 * API reference</a>
	 */
	record PostNeedReviewing(PushNotification notification, List<Post> posts, List<UserV3> users, List<File> files,
			List<Community> communities) implements PushNotificationEvent {
	}

	/**
	 * A post got a reaction. The value of {@code data.eventName} is not documented; it is
	 * taken to be {@code post.reacted}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record PostReacted(PushNotification notification, List<Post> posts, List<UserV3> users, List<File> files,
			List<Community> communities) implements PushNotificationEvent {
	}

	/**
	 * A live stream started. The value of {@code data.eventName} is not documented; it is
	 * taken to be {@code video-streaming.started}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record VideoStreamingStarted(PushNotification notification, List<VideoStreamingCustom> videoStreamings,
			List<VideoStreamingCustom> videoStreamingChildren, List<UserV3> users,
			List<File> files) implements PushNotificationEvent {
	}

	/**
	 * A comment mentions users. The value of {@code data.eventName} is not documented; it
	 * is taken to be {@code mention-comment.created}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record MentionCommentCreated(PushNotification notification, List<Post> posts, List<Comment> comments,
			List<UserV3> users, List<File> files, List<Community> communities,
			List<CommunityUser> communityUsers) implements PushNotificationEvent {
	}

	/**
	 * A reply mentions users. The value of {@code data.eventName} is not documented; it
	 * is taken to be {@code mention-comment.replied}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record MentionCommentReplied(PushNotification notification, List<Post> posts, List<Comment> comments,
			List<UserV3> users, List<File> files, List<Community> communities,
			List<CommunityUser> communityUsers) implements PushNotificationEvent {
	}

	/**
	 * A post mentions users. The value of {@code data.eventName} is not documented; it is
	 * taken to be {@code mention-post.created}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record MentionPostCreated(PushNotification notification, List<Post> posts, List<UserV3> users, List<File> files,
			List<Community> communities) implements PushNotificationEvent {
	}

	/**
	 * A comment on a user feed mentions users. The value of {@code data.eventName} is not
	 * documented; it is taken to be {@code mention-user-feed-comment.created}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record MentionUserFeedCommentCreated(PushNotification notification, List<Post> posts, List<Comment> comments,
			List<UserV3> users, List<File> files, List<Community> communities,
			List<CommunityUser> communityUsers) implements PushNotificationEvent {
	}

	/**
	 * A reply on a user feed mentions users. The value of {@code data.eventName} is not
	 * documented; it is taken to be {@code mention-user-feed-comment.replied}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record MentionUserFeedCommentReplied(PushNotification notification, List<Post> posts, List<Comment> comments,
			List<UserV3> users, List<File> files, List<Community> communities,
			List<CommunityUser> communityUsers) implements PushNotificationEvent {
	}

	/**
	 * A post on a user feed mentions users. The value of {@code data.eventName} is not
	 * documented; it is taken to be {@code mention-user-feed-post.created}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/push-notification/index.yaml">the
	 * API reference</a>
	 */
	record MentionUserFeedPostCreated(PushNotification notification, List<Post> posts, List<UserV3> users,
			List<File> files, List<Community> communities) implements PushNotificationEvent {
	}

}
