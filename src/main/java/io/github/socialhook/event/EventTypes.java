package io.github.socialhook.event;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The table of all events that are known, by group.
 */
@SuppressWarnings("deprecation") // deprecated by Social+, and still to be read
final class EventTypes {

	private static final LocalDate DEPRECATION = LocalDate.of(2022, 6, 20);

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
		Chapter chapter = new Chapter("channel", CHANNEL, Certainty.STATED);
		return List.of(chapter.event("channel.didAddUsers", ChannelEvent.DidAddUsers.class),
				chapter.event("channel.didBan", ChannelEvent.DidBan.class),
				chapter.event("channel.didClose", ChannelEvent.DidClose.class),
				chapter.event("channel.didCreate", ChannelEvent.DidCreate.class),
				chapter.event("channel.didJoin", ChannelEvent.DidJoin.class),
				chapter.event("channel.didLeave", ChannelEvent.DidLeave.class),
				chapter.event("channel.didRemoveUsers", ChannelEvent.DidRemoveUsers.class),
				chapter.event("channel.didUpdate", ChannelEvent.DidUpdate.class),
				chapter.event("channel.didUpdateMeta", ChannelEvent.DidUpdateMeta.class),
				chapter.deprecated("channel.created", ChannelEvent.Created.class),
				chapter.deprecated("channel.joined", ChannelEvent.Joined.class),
				chapter.deprecated("channel.membersAdded", ChannelEvent.MembersAdded.class),
				chapter.name("channel.didDelete", Certainty.OVERVIEW));
	}

	private static List<EventType> messages() {
		Chapter chapter = new Chapter("message", MESSAGE, Certainty.STATED);
		return List.of(chapter.event("message.didCreate", MessageEvent.DidCreate.class),
				chapter.event("message.didUpdate", MessageEvent.DidUpdate.class),
				chapter.event("message.didDelete", MessageEvent.DidDelete.class),
				chapter.event("message.didFlag", MessageEvent.DidFlag.class),
				chapter.event("message.didUnflag", MessageEvent.DidUnflag.class),
				chapter.event("message.didClearflag", MessageEvent.DidClearFlag.class),
				chapter.event("message.didAddReaction", MessageEvent.DidAddReaction.class),
				chapter.event("message.didRemoveReaction", MessageEvent.DidRemoveReaction.class),
				chapter.event("v5.message.didCreate", MessageEvent.DidCreateV5.class)
					.as(Certainty.CONTRADICTED)
					.sharing("message.didCreate"),
				chapter.event("v5.message.didUpdate", MessageEvent.DidUpdateV5.class)
					.as(Certainty.CONTRADICTED)
					.sharing("message.didCreate", "message.didUpdate"),
				chapter.event("v5.message.didDelete", MessageEvent.DidDeleteV5.class)
					.as(Certainty.CONTRADICTED)
					.sharing("message.didDelete"),
				chapter.deprecated("message.created", MessageEvent.Created.class),
				chapter.name("message.flagged", Certainty.GUIDE), chapter.name("message.deleted", Certainty.GUIDE),
				chapter.name("message.updated", Certainty.GUIDE));
	}

	private static List<EventType> users() {
		Chapter chapter = new Chapter("user", USER, Certainty.IMPLIED);
		return List.of(chapter.event("user.didCreate", UserEvent.DidCreate.class),
				chapter.event("user.didUpdate", UserEvent.DidUpdate.class),
				chapter.event("user.didFlag", UserEvent.DidFlag.class),
				chapter.event("user.didUnflag", UserEvent.DidUnflag.class),
				chapter.event("user.didClearFlag", UserEvent.DidClearFlag.class),
				chapter.event("user.didBlock", UserEvent.DidBlock.class).about(FOLLOWER),
				chapter.event("user.didUnblock", UserEvent.DidUnblock.class).about(FOLLOWER),
				chapter.event("user.profileReset", UserEvent.ProfileReset.class),
				chapter.name("user.didFollow", Certainty.OVERVIEW),
				chapter.name("user.didJoinCommunity", Certainty.OVERVIEW),
				chapter.name("user.didBan", Certainty.OVERVIEW), chapter.name("user.didUnban", Certainty.OVERVIEW),
				chapter.name("user.banned", Certainty.GUIDE), chapter.name("user.unbanned", Certainty.GUIDE));
	}

	private static List<EventType> follows() {
		Chapter chapter = new Chapter("follow", FOLLOWER, Certainty.IMPLIED);
		return List.of(chapter.event("follow.didCreate", FollowEvent.DidCreate.class),
				chapter.event("follow.didRequest", FollowEvent.DidRequest.class),
				chapter.event("follow.didAcceptRequest", FollowEvent.DidAcceptRequest.class),
				chapter.event("follow.didDeclineRequest", FollowEvent.DidDeclineRequest.class)
					.alias("follow.didDecineRequest"),
				chapter.event("follow.didCancelRequest", FollowEvent.DidCancelRequest.class),
				chapter.event("follow.didUnfollow", FollowEvent.DidUnfollow.class),
				chapter.event("follow.didDeleteFollower", FollowEvent.DidDeleteFollower.class));
	}

	private static List<EventType> polls() {
		Chapter chapter = new Chapter("poll", POLL, Certainty.IMPLIED);
		return List.of(chapter.event("poll.didCreate", PollEvent.DidCreate.class),
				chapter.event("poll.didUpdate", PollEvent.DidUpdate.class),
				chapter.event("poll.didVote", PollEvent.DidVote.class));
	}

	private static List<EventType> videoStreamings() {
		Chapter chapter = new Chapter("video-streaming", STREAM, Certainty.IMPLIED);
		return List.of(
				chapter.event("video-streaming.didStart", VideoStreamingEvent.DidStart.class)
					.sharing("v3.video-streaming.didStart"),
				chapter.event("video-streaming.didStop", VideoStreamingEvent.DidStop.class)
					.sharing("v3.video-streaming.didStop"),
				chapter.event("video-streaming.didRecord", VideoStreamingEvent.DidRecord.class)
					.sharing("v3.video-streaming.didRecord"),
				chapter.deprecated("v3.video-streaming.didRecord", VideoStreamingEvent.DidRecordV3.class),
				chapter.deprecated("v3.video-streaming.didStart", VideoStreamingEvent.DidStartV3.class),
				chapter.deprecated("v3.video-streaming.didStop", VideoStreamingEvent.DidStopV3.class),
				chapter.name("stream.started", Certainty.GUIDE), chapter.name("stream.ended", Certainty.GUIDE),
				chapter.name("recording.completed", Certainty.GUIDE));
	}

	private static List<EventType> comments() {
		Chapter chapter = new Chapter("comment", COMMENT, Certainty.IMPLIED);
		return List.of(chapter.v3("comment.didCreate", CommentEvent.DidCreate.class),
				chapter.v3("comment.didUpdate", CommentEvent.DidUpdate.class),
				chapter.v3("comment.didDelete", CommentEvent.DidDelete.class),
				chapter.v3("comment.didReply", CommentEvent.DidReply.class),
				chapter.v3("comment.didModerate", CommentEvent.DidModerate.class),
				chapter.v3("comment.didFlag", CommentEvent.DidFlag.class),
				chapter.v3("comment.didUnflag", CommentEvent.DidUnflag.class),
				chapter.v3("comment.didAddReaction", CommentEvent.DidAddReaction.class),
				chapter.v3("comment.didRemoveReaction", CommentEvent.DidRemoveReaction.class),
				chapter.name("comment.flagged", Certainty.GUIDE));
	}

	private static List<EventType> communities() {
		Chapter chapter = new Chapter("community", COMMUNITY, Certainty.IMPLIED);
		return List.of(chapter.v3("community.didCreate", CommunityEvent.DidCreate.class),
				chapter.v3("community.didUpdate", CommunityEvent.DidUpdate.class),
				chapter.v3("community.didDelete", CommunityEvent.DidDelete.class),
				chapter.v3("community.didJoin", CommunityEvent.DidJoin.class),
				chapter.v3("community.didLeave", CommunityEvent.DidLeave.class),
				chapter.v3("community.didAddUsers", CommunityEvent.DidAddUsers.class),
				chapter.v3("community.didRemoveUsers", CommunityEvent.DidRemoveUsers.class),
				chapter.v3("community.didBan", CommunityEvent.DidBan.class),
				chapter.v3("community.didUnban", CommunityEvent.DidUnban.class),
				chapter.v3("community.didRoleChange", CommunityEvent.DidRoleChange.class));
	}

	private static List<EventType> joinRequests() {
		Chapter chapter = new Chapter("community-join-request", JOIN_REQUEST, Certainty.IMPLIED);
		return List.of(chapter.v3("communityJoinRequest.didCreate", JoinRequestEvent.DidCreate.class),
				chapter.v3("communityJoinRequest.didAccept", JoinRequestEvent.DidAccept.class),
				chapter.v3("communityJoinRequest.didReject", JoinRequestEvent.DidReject.class));
	}

	private static List<EventType> invitations() {
		Chapter chapter = new Chapter("community-member-invitation", INVITATION, Certainty.IMPLIED);
		return List.of(chapter.v3("communityMemberInvitation.didCreate", InvitationEvent.DidCreate.class),
				chapter.v3("communityMemberInvitation.didAccept", InvitationEvent.DidAccept.class),
				chapter.v3("communityMemberInvitation.didReject", InvitationEvent.DidReject.class));
	}

	private static List<EventType> posts() {
		Chapter chapter = new Chapter("post", POST, Certainty.IMPLIED);
		return List.of(chapter.v3("post.didCreate", PostEvent.DidCreate.class).as(Certainty.CONFIRMED),
				chapter.v3("post.didUpdate", PostEvent.DidUpdate.class).as(Certainty.CONFIRMED),
				chapter.v3("post.didDelete", PostEvent.DidDelete.class).as(Certainty.CONFIRMED),
				chapter.v3("post.didApprove", PostEvent.DidApprove.class),
				chapter.v3("post.didDecline", PostEvent.DidDecline.class),
				chapter.v3("post.didModerate", PostEvent.DidModerate.class),
				chapter.v3("post.didFlag", PostEvent.DidFlag.class),
				chapter.v3("post.didUnflag", PostEvent.DidUnflag.class),
				chapter.v3("post.didAddReaction", PostEvent.DidAddReaction.class),
				chapter.v3("post.didRemoveReaction", PostEvent.DidRemoveReaction.class),
				chapter.name("post.didReact", Certainty.OVERVIEW), chapter.name("post.flagged", Certainty.GUIDE),
				chapter.name("post.deleted", Certainty.GUIDE), chapter.name("post.created", Certainty.GUIDE),
				chapter.name("community.post.approved", Certainty.GUIDE));
	}

	private static List<EventType> files() {
		Chapter chapter = new Chapter("file", FILE, Certainty.STATED);
		return List.of(chapter.event("file.didDelete", FileEvent.DidDelete.class));
	}

	private static List<EventType> tags() {
		Chapter chapter = new Chapter("tag", TAG, Certainty.WITHDRAWN);
		return List.of(chapter.event("tag.created", TagEvent.Created.class),
				chapter.event("tag.updated", TagEvent.Updated.class),
				chapter.event("tag.deleted", TagEvent.Deleted.class));
	}

	private static List<EventType> moderations() {
		Chapter chapter = new Chapter("moderation", OFFENDER, Certainty.STATED);
		return List.of(chapter.event("moderation.didBan", ModerationEvent.DidBan.class));
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
		Chapter chapter = new Chapter("event", null, Certainty.GUIDE);
		return List.of(chapter.name("event.created", Certainty.GUIDE), chapter.name("event.updated", Certainty.GUIDE),
				chapter.name("event.rsvp.created", Certainty.GUIDE),
				chapter.name("event.rsvp.updated", Certainty.GUIDE));
	}

	private static EventType push(String eventName, EventSubject subject, Class<? extends PushNotificationEvent> type) {
		return new Chapter("push-notification", subject, Certainty.IMPLIED)
			.event(EventCatalogue.PUSH_PREFIX + eventName, type);
	}

	/** Notification settings call the mentions {@code text-mention-…}. */
	private static EventType mention(String eventName, EventSubject subject,
			Class<? extends PushNotificationEvent> type) {
		return push(eventName, subject, type).alias(EventCatalogue.PUSH_PREFIX + "text-" + eventName);
	}

	/**
	 * The events of one group, which are about one kind of thing, and whose names are
	 * equally sure, unless they say otherwise.
	 */
	private record Chapter(String group, @Nullable EventSubject subject, Certainty certainty) {

		EventType event(String name, Class<? extends SocialEvent> type) {
			return new EventType(name, this.group, type, List.of(), List.of(), null, this.certainty, this.subject);
		}

		/** An event whose name is sent with the prefix or without. */
		EventType v3(String name, Class<? extends SocialEvent> type) {
			return event("v3." + name, type).alias(name);
		}

		/** An event that Social+ gave up; all of them on one day. */
		EventType deprecated(String name, Class<? extends SocialEvent> type) {
			return new EventType(name, this.group, type, List.of(), List.of(), DEPRECATION, Certainty.LISTED,
					this.subject);
		}

		/** An event of which no more than the name is known. */
		EventType name(String name, Certainty certainty) {
			return new EventType(name, this.group, null, List.of(), List.of(), null, certainty, this.subject);
		}

	}

}
