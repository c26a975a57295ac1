package io.github.socialhook.event.catalogue;

import java.util.List;
import java.util.stream.Stream;

import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.CommentEvent;
import io.github.socialhook.event.CommunityEvent;
import io.github.socialhook.event.FileEvent;
import io.github.socialhook.event.FollowEvent;
import io.github.socialhook.event.InvitationEvent;
import io.github.socialhook.event.JoinRequestEvent;
import io.github.socialhook.event.MessageEvent;
import io.github.socialhook.event.ModerationEvent;
import io.github.socialhook.event.PollEvent;
import io.github.socialhook.event.PostEvent;
import io.github.socialhook.event.PushNotificationEvent;
import io.github.socialhook.event.TagEvent;
import io.github.socialhook.event.UserEvent;
import io.github.socialhook.event.VideoStreamingEvent;

/**
 * The table of all events that are known, by group.
 */
@SuppressWarnings("deprecation") // deprecated by Social+, and still to be read
final class EventTypes {

	private static final EventSubject CHANNEL = EventSubject.of("channel", "channel.channelId", "channels.channelId");

	private static final EventSubject MESSAGE = EventSubject.of("message", "messages.messageId",
			"messageFeeds.messageId");

	private static final EventSubject USER = EventSubject.of("user", "users.userId");

	private static final EventSubject FOLLOWER = EventSubject.of("user", "from", "follows.from");

	private static final EventSubject OFFENDER = EventSubject.of("user", "userId", "users.userId");

	private static final EventSubject POLL = EventSubject.of("poll", "polls.pollId");

	private static final EventSubject STREAM = EventSubject.of("stream", "videoStreamings.streamId");

	private static final EventSubject COMMENT = EventSubject.of("comment", "comments.commentId");

	private static final EventSubject COMMUNITY = EventSubject.of("community", "communities.communityId");

	static final EventSubject JOIN_REQUEST = EventSubject.of("joinRequest", "joinRequests.joinRequestId");

	static final EventSubject INVITATION = EventSubject.of("invitation", "invitations.invitationId");

	private static final EventSubject POST = EventSubject.of("post", "posts.postId");

	private static final EventSubject FILE = EventSubject.of("file", "fileId");

	static final EventSubject TAG = EventSubject.of("tag", "tagId");

	private EventTypes() {
	}

	static List<EventType> all() {
		return Stream
			.of(channels(), messages(), users(), follows(), polls(), videoStreamings(), comments(), communities(),
					joinRequests(), invitations(), posts(), files(), tags(), moderations(), pushNotifications(),
					calendarEvents())
			.flatMap(List::stream)
			.toList();
	}

	private static List<EventType> channels() {
		EventGroup group = new EventGroup("channel", CHANNEL, Certainty.STATED);
		return List.of(group.event("channel.didAddUsers", ChannelEvent.DidAddUsers.class),
				group.event("channel.didBan", ChannelEvent.DidBan.class),
				group.event("channel.didClose", ChannelEvent.DidClose.class),
				group.event("channel.didCreate", ChannelEvent.DidCreate.class),
				group.event("channel.didJoin", ChannelEvent.DidJoin.class),
				group.event("channel.didLeave", ChannelEvent.DidLeave.class),
				group.event("channel.didRemoveUsers", ChannelEvent.DidRemoveUsers.class),
				group.event("channel.didUpdate", ChannelEvent.DidUpdate.class),
				group.event("channel.didUpdateMeta", ChannelEvent.DidUpdateMeta.class),
				group.deprecated("channel.created", ChannelEvent.Created.class),
				group.deprecated("channel.joined", ChannelEvent.Joined.class),
				group.deprecated("channel.membersAdded", ChannelEvent.MembersAdded.class),
				group.name("channel.didDelete", Certainty.OVERVIEW));
	}

	private static List<EventType> messages() {
		EventGroup group = new EventGroup("message", MESSAGE, Certainty.STATED);
		return List.of(group.event("message.didCreate", MessageEvent.DidCreate.class),
				group.event("message.didUpdate", MessageEvent.DidUpdate.class),
				group.event("message.didDelete", MessageEvent.DidDelete.class),
				group.event("message.didFlag", MessageEvent.DidFlag.class),
				group.event("message.didUnflag", MessageEvent.DidUnflag.class),
				group.event("message.didClearflag", MessageEvent.DidClearFlag.class),
				group.event("message.didAddReaction", MessageEvent.DidAddReaction.class),
				group.event("message.didRemoveReaction", MessageEvent.DidRemoveReaction.class),
				group.event("v5.message.didCreate", MessageEvent.DidCreateV5.class)
					.as(Certainty.CONTRADICTED)
					.sharing("message.didCreate"),
				group.event("v5.message.didUpdate", MessageEvent.DidUpdateV5.class)
					.as(Certainty.CONTRADICTED)
					.sharing("message.didCreate", "message.didUpdate"),
				group.event("v5.message.didDelete", MessageEvent.DidDeleteV5.class)
					.as(Certainty.CONTRADICTED)
					.sharing("message.didDelete"),
				group.deprecated("message.created", MessageEvent.Created.class),
				group.name("message.flagged", Certainty.GUIDE), group.name("message.deleted", Certainty.GUIDE),
				group.name("message.updated", Certainty.GUIDE));
	}

	private static List<EventType> users() {
		EventGroup group = new EventGroup("user", USER, Certainty.IMPLIED);
		return List.of(group.event("user.didCreate", UserEvent.DidCreate.class),
				group.event("user.didUpdate", UserEvent.DidUpdate.class),
				group.event("user.didFlag", UserEvent.DidFlag.class),
				group.event("user.didUnflag", UserEvent.DidUnflag.class),
				group.event("user.didClearFlag", UserEvent.DidClearFlag.class),
				group.event("user.didBlock", UserEvent.DidBlock.class).about(FOLLOWER),
				group.event("user.didUnblock", UserEvent.DidUnblock.class).about(FOLLOWER),
				group.event("user.profileReset", UserEvent.ProfileReset.class),
				group.name("user.didFollow", Certainty.OVERVIEW),
				group.name("user.didJoinCommunity", Certainty.OVERVIEW), group.name("user.didBan", Certainty.OVERVIEW),
				group.name("user.didUnban", Certainty.OVERVIEW), group.name("user.banned", Certainty.GUIDE),
				group.name("user.unbanned", Certainty.GUIDE));
	}

	private static List<EventType> follows() {
		EventGroup group = new EventGroup("follow", FOLLOWER, Certainty.IMPLIED);
		return List.of(group.event("follow.didCreate", FollowEvent.DidCreate.class),
				group.event("follow.didRequest", FollowEvent.DidRequest.class),
				group.event("follow.didAcceptRequest", FollowEvent.DidAcceptRequest.class),
				group.event("follow.didDeclineRequest", FollowEvent.DidDeclineRequest.class)
					.alias("follow.didDecineRequest"),
				group.event("follow.didCancelRequest", FollowEvent.DidCancelRequest.class),
				group.event("follow.didUnfollow", FollowEvent.DidUnfollow.class),
				group.event("follow.didDeleteFollower", FollowEvent.DidDeleteFollower.class));
	}

	private static List<EventType> polls() {
		EventGroup group = new EventGroup("poll", POLL, Certainty.IMPLIED);
		return List.of(group.event("poll.didCreate", PollEvent.DidCreate.class),
				group.event("poll.didUpdate", PollEvent.DidUpdate.class),
				group.event("poll.didVote", PollEvent.DidVote.class));
	}

	private static List<EventType> videoStreamings() {
		EventGroup group = new EventGroup("video-streaming", STREAM, Certainty.IMPLIED);
		return List.of(
				group.event("video-streaming.didStart", VideoStreamingEvent.DidStart.class)
					.sharing("v3.video-streaming.didStart"),
				group.event("video-streaming.didStop", VideoStreamingEvent.DidStop.class)
					.sharing("v3.video-streaming.didStop"),
				group.event("video-streaming.didRecord", VideoStreamingEvent.DidRecord.class)
					.sharing("v3.video-streaming.didRecord"),
				group.deprecated("v3.video-streaming.didRecord", VideoStreamingEvent.DidRecordV3.class),
				group.deprecated("v3.video-streaming.didStart", VideoStreamingEvent.DidStartV3.class),
				group.deprecated("v3.video-streaming.didStop", VideoStreamingEvent.DidStopV3.class),
				group.name("stream.started", Certainty.GUIDE), group.name("stream.ended", Certainty.GUIDE),
				group.name("recording.completed", Certainty.GUIDE));
	}

	private static List<EventType> comments() {
		EventGroup group = new EventGroup("comment", COMMENT, Certainty.IMPLIED);
		return List.of(group.v3("comment.didCreate", CommentEvent.DidCreate.class),
				group.v3("comment.didUpdate", CommentEvent.DidUpdate.class),
				group.v3("comment.didDelete", CommentEvent.DidDelete.class),
				group.v3("comment.didReply", CommentEvent.DidReply.class),
				group.v3("comment.didModerate", CommentEvent.DidModerate.class),
				group.v3("comment.didFlag", CommentEvent.DidFlag.class),
				group.v3("comment.didUnflag", CommentEvent.DidUnflag.class),
				group.v3("comment.didAddReaction", CommentEvent.DidAddReaction.class),
				group.v3("comment.didRemoveReaction", CommentEvent.DidRemoveReaction.class),
				group.name("comment.flagged", Certainty.GUIDE));
	}

	private static List<EventType> communities() {
		EventGroup group = new EventGroup("community", COMMUNITY, Certainty.IMPLIED);
		return List.of(group.v3("community.didCreate", CommunityEvent.DidCreate.class),
				group.v3("community.didUpdate", CommunityEvent.DidUpdate.class),
				group.v3("community.didDelete", CommunityEvent.DidDelete.class),
				group.v3("community.didJoin", CommunityEvent.DidJoin.class),
				group.v3("community.didLeave", CommunityEvent.DidLeave.class),
				group.v3("community.didAddUsers", CommunityEvent.DidAddUsers.class),
				group.v3("community.didRemoveUsers", CommunityEvent.DidRemoveUsers.class),
				group.v3("community.didBan", CommunityEvent.DidBan.class),
				group.v3("community.didUnban", CommunityEvent.DidUnban.class),
				group.v3("community.didRoleChange", CommunityEvent.DidRoleChange.class));
	}

	private static List<EventType> joinRequests() {
		EventGroup group = new EventGroup("community-join-request", JOIN_REQUEST, Certainty.IMPLIED);
		return List.of(group.v3("communityJoinRequest.didCreate", JoinRequestEvent.DidCreate.class),
				group.v3("communityJoinRequest.didAccept", JoinRequestEvent.DidAccept.class),
				group.v3("communityJoinRequest.didReject", JoinRequestEvent.DidReject.class));
	}

	private static List<EventType> invitations() {
		EventGroup group = new EventGroup("community-member-invitation", INVITATION, Certainty.IMPLIED);
		return List.of(group.v3("communityMemberInvitation.didCreate", InvitationEvent.DidCreate.class),
				group.v3("communityMemberInvitation.didAccept", InvitationEvent.DidAccept.class),
				group.v3("communityMemberInvitation.didReject", InvitationEvent.DidReject.class));
	}

	private static List<EventType> posts() {
		EventGroup group = new EventGroup("post", POST, Certainty.IMPLIED);
		return List.of(group.v3("post.didCreate", PostEvent.DidCreate.class).as(Certainty.CONFIRMED),
				group.v3("post.didUpdate", PostEvent.DidUpdate.class).as(Certainty.CONFIRMED),
				group.v3("post.didDelete", PostEvent.DidDelete.class).as(Certainty.CONFIRMED),
				group.v3("post.didApprove", PostEvent.DidApprove.class),
				group.v3("post.didDecline", PostEvent.DidDecline.class),
				group.v3("post.didModerate", PostEvent.DidModerate.class),
				group.v3("post.didFlag", PostEvent.DidFlag.class),
				group.v3("post.didUnflag", PostEvent.DidUnflag.class),
				group.v3("post.didAddReaction", PostEvent.DidAddReaction.class),
				group.v3("post.didRemoveReaction", PostEvent.DidRemoveReaction.class),
				group.name("post.didReact", Certainty.OVERVIEW), group.name("post.flagged", Certainty.GUIDE),
				group.name("post.deleted", Certainty.GUIDE), group.name("post.created", Certainty.GUIDE),
				group.name("community.post.approved", Certainty.GUIDE));
	}

	private static List<EventType> files() {
		EventGroup group = new EventGroup("file", FILE, Certainty.STATED);
		return List.of(group.event("file.didDelete", FileEvent.DidDelete.class));
	}

	private static List<EventType> tags() {
		EventGroup group = new EventGroup("tag", TAG, Certainty.WITHDRAWN);
		return List.of(group.event("tag.created", TagEvent.Created.class),
				group.event("tag.updated", TagEvent.Updated.class), group.event("tag.deleted", TagEvent.Deleted.class));
	}

	private static List<EventType> moderations() {
		EventGroup group = new EventGroup("moderation", OFFENDER, Certainty.STATED);
		return List.of(group.event("moderation.didBan", ModerationEvent.DidBan.class));
	}

	private static List<EventType> pushNotifications() {
		return List.of(push("channel.created", CHANNEL, PushNotificationEvent.ChannelCreated.class),
				push("channel.joined", CHANNEL, PushNotificationEvent.ChannelJoined.class),
				push("comment.created", COMMENT, PushNotificationEvent.CommentCreated.class),
				push("comment.reacted", COMMENT, PushNotificationEvent.CommentReacted.class),
				push("comment.replied", COMMENT, PushNotificationEvent.CommentReplied.class),
				push("follow.accepted", FOLLOWER, PushNotificationEvent.FollowAccepted.class),
				push("follow.created", FOLLOWER, PushNotificationEvent.FollowCreated.class),
				push("follow.requested", FOLLOWER, PushNotificationEvent.FollowRequested.class),
				push("message.created", MESSAGE, PushNotificationEvent.MessageCreated.class),
				push("post.approved", POST, PushNotificationEvent.PostApproved.class),
				push("post.created", POST, PushNotificationEvent.PostCreated.class),
				push("post.need-reviewing", POST, PushNotificationEvent.PostNeedReviewing.class),
				push("post.reacted", POST, PushNotificationEvent.PostReacted.class),
				push("video-streaming.started", STREAM, PushNotificationEvent.VideoStreamingStarted.class),
				mention("mention-comment.created", COMMENT, PushNotificationEvent.MentionCommentCreated.class),
				mention("mention-comment.replied", COMMENT, PushNotificationEvent.MentionCommentReplied.class),
				mention("mention-post.created", POST, PushNotificationEvent.MentionPostCreated.class),
				mention("mention-user-feed-comment.created", COMMENT,
						PushNotificationEvent.MentionUserFeedCommentCreated.class),
				mention("mention-user-feed-comment.replied", COMMENT,
						PushNotificationEvent.MentionUserFeedCommentReplied.class),
				mention("mention-user-feed-post.created", POST,
						PushNotificationEvent.MentionUserFeedPostCreated.class));
	}

	private static List<EventType> calendarEvents() {
		EventGroup group = new EventGroup("event", null, Certainty.GUIDE);
		return List.of(group.name("event.created", Certainty.GUIDE), group.name("event.updated", Certainty.GUIDE),
				group.name("event.rsvp.created", Certainty.GUIDE), group.name("event.rsvp.updated", Certainty.GUIDE));
	}

	private static EventType push(String eventName, EventSubject subject, Class<? extends PushNotificationEvent> type) {
		return new EventGroup("push-notification", subject, Certainty.IMPLIED)
			.event(EventCatalogue.PUSH_PREFIX + eventName, type);
	}

	/** Notification settings call the mentions {@code text-mention-…}. */
	private static EventType mention(String eventName, EventSubject subject,
			Class<? extends PushNotificationEvent> type) {
		return push(eventName, subject, type).alias(EventCatalogue.PUSH_PREFIX + "text-" + eventName);
	}

}
