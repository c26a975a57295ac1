package io.github.socialhook.event.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The paths to the ids of what events refer to, whatever the event: the keys mean the
 * same in all of them. What only stands beside it, such as the owner of a community or
 * the file of a picture, is no reference.
 */
public final class EventReferences {

	private static final String USER = "user";

	private static final String CHANNEL = "channel";

	private static final String MESSAGE = "message";

	private static final String POST = "post";

	private static final String COMMENT = "comment";

	private static final String COMMUNITY = "community";

	private static final List<ReferencePath> PATHS = join(
			Stream.of(things(), actors(), related(), internal(), listed()));

	private EventReferences() {
	}

	/** The paths, the most important first. */
	public static List<ReferencePath> paths() {
		return PATHS;
	}

	private static List<ReferencePath> things() {
		return join(Stream.of(paths(CHANNEL, "channel.channelId", "channels.channelId", "messages.channelPublicId"),
				paths(MESSAGE, "messages.messageId"), paths(POST, "posts.postId"), paths(COMMENT, "comments.commentId"),
				paths(COMMUNITY, "communities.communityId"), paths("poll", "polls.pollId"),
				paths("stream", "videoStreamings.streamId"), paths("file", "fileId"), paths("tag", "tagId"),
				paths("joinRequest", "joinRequests.joinRequestId"), paths("invitation", "invitations.invitationId")));
	}

	private static List<ReferencePath> actors() {
		return paths(USER, "actorId", "adderId", "removerId", "flaggedUserId", "userId", "from", "to", "reactor.userId",
				"reactor.userPublicId", "reactor.userPublicIdId", "messages.creatorPublicId", "messages.userId",
				"comments.userId", "comments.userPublicId", "posts.postedUserId", "posts.postedUserPublicId",
				"polls.userId", "polls.userPublicId", "videoStreamings.userId", "videoStreamings.userPublicId",
				"follows.from", "follows.to", "follows.fromUserPublicId", "follows.toUserPublicId",
				"invitations.invitedUserId", "invitations.inviterUserId", "invitations.invitedUserPublicId",
				"invitations.inviterUserPublicId", "joinRequests.requestorId", "joinRequests.responderId",
				"joinRequests.requestorPublicId", "joinRequests.responderPublicId");
	}

	private static List<ReferencePath> related() {
		return join(Stream.of(paths(MESSAGE, "messages.parentId", "messageFeeds.messageId"),
				paths(POST, "posts.parentPostId", "postChildren.postId", "videoStreamings.postId"),
				paths(COMMENT, "comments.parentId", "comments.rootId"), paths(COMMUNITY, "invitations.communityId"),
				targets(COMMUNITY, "joinRequests", "invitations"), targets(COMMUNITY, "posts", "comments"),
				targets(USER, "posts", "comments"),
				List.of(ReferencePath.of(POST, "comments.referenceId", "referenceType")),
				paths(CHANNEL, "messages.channelId", "messageFeeds.channelPublicId"),
				paths(USER, "messages.mentionedUsers.userPublicIds", "comments.mentionees.userPublicIds",
						"comments.mentionees.userIds", "posts.mentionees.userPublicIds", "posts.mentionees.userIds")));
	}

	/** Ids that Social+ gives beside the public ones. */
	private static List<ReferencePath> internal() {
		return join(Stream.of(paths(CHANNEL, "channel._id", "channels._id", "messageFeeds.channelId"),
				paths(USER, "reactor.userInternalId", "messages.creatorId", "comments.userInternalId",
						"posts.postedUserInternalId", "polls.userInternalId", "videoStreamings.userInternalId",
						"follows.fromUserInternalId", "follows.toUserInternalId", "invitations.invitedUserInternalId",
						"invitations.inviterUserInternalId", "joinRequests.requestorInternalId",
						"joinRequests.responderInternalId"),
				paths(MESSAGE, "messages._id", "messages.publicId"), paths(POST, "posts._id"),
				paths(COMMENT, "comments._id")));
	}

	/** Lists that may be long. */
	private static List<ReferencePath> listed() {
		return paths(USER, "userIds", "users.userId", "users.userPublicId", "channelUsers.userId",
				"channelUsers.userPublicId", "communityUsers.userId", "communityUsers.userPublicId", "targetIds",
				"users._id", "users.userInternalId");
	}

	/** Where something was put: its kind stands beside its id. */
	private static List<ReferencePath> targets(String kind, String... containers) {
		return Arrays.stream(containers)
			.flatMap((container) -> Stream.of("targetPublicId", "targetId")
				.map((key) -> ReferencePath.of(kind, container + "." + key, "targetType")))
			.toList();
	}

	private static List<ReferencePath> paths(String kind, String... paths) {
		return Arrays.stream(paths).map((path) -> ReferencePath.of(kind, path, "")).toList();
	}

	private static List<ReferencePath> join(Stream<List<ReferencePath>> parts) {
		return parts.flatMap(List::stream).toList();
	}

}
