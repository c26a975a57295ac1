package io.github.socialhook.event;

import java.util.List;

import io.github.socialhook.event.model.Comment;
import io.github.socialhook.event.model.CommunityUser;
import io.github.socialhook.event.model.File;
import io.github.socialhook.event.model.Reactor;
import io.github.socialhook.event.model.UserV3;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a comment.
 */
public sealed interface CommentEvent extends SocialEvent {

	List<Comment> comments();

	List<Comment> commentChildren();

	List<CommunityUser> communityUsers();

	List<UserV3> users();

	List<File> files();

	/**
	 * A comment was created. Sent as {@code v3.comment.didCreate}, perhaps without
	 * {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2f1ce82f6ebeb431c9a6625ac6d22f40e22ce09f/webhook/comment-v3/index.yaml">reference</a>
	 */
	record DidCreate(List<Comment> comments, List<Comment> commentChildren, List<CommunityUser> communityUsers,
			List<UserV3> users, List<File> files) implements CommentEvent {
	}

	/**
	 * A comment was updated. Sent as {@code v3.comment.didUpdate}, perhaps without
	 * {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2f1ce82f6ebeb431c9a6625ac6d22f40e22ce09f/webhook/comment-v3/index.yaml">reference</a>
	 */
	record DidUpdate(List<Comment> comments, List<Comment> commentChildren, List<CommunityUser> communityUsers,
			List<UserV3> users, List<File> files) implements CommentEvent {
	}

	/**
	 * A comment was deleted. Sent as {@code v3.comment.didDelete}, perhaps without
	 * {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2f1ce82f6ebeb431c9a6625ac6d22f40e22ce09f/webhook/comment-v3/index.yaml">reference</a>
	 */
	record DidDelete(List<Comment> comments, List<Comment> commentChildren, List<CommunityUser> communityUsers,
			List<UserV3> users, List<File> files) implements CommentEvent {
	}

	/**
	 * A reply to a comment was created. Sent as {@code v3.comment.didReply}, perhaps
	 * without {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2f1ce82f6ebeb431c9a6625ac6d22f40e22ce09f/webhook/comment-v3/index.yaml">reference</a>
	 */
	record DidReply(List<Comment> comments, List<Comment> commentChildren, List<CommunityUser> communityUsers,
			List<UserV3> users, List<File> files) implements CommentEvent {
	}

	/**
	 * A comment was moderated (AI or admin moderation). Sent as
	 * {@code v3.comment.didModerate}, perhaps without {@code v3.}, going by the path in
	 * the reference. What the moderation found is not documented.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2f1ce82f6ebeb431c9a6625ac6d22f40e22ce09f/webhook/comment-v3/index.yaml">reference</a>
	 */
	record DidModerate(List<Comment> comments, List<Comment> commentChildren, List<CommunityUser> communityUsers,
			List<UserV3> users, List<File> files) implements CommentEvent {
	}

	/**
	 * A comment was flagged. Sent as {@code v3.comment.didFlag}, perhaps without
	 * {@code v3.}, going by the path in the reference. Whether {@code flaggedUserId} is
	 * the reporter or the author is not documented; the name suggests the reporter.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/comment-didflag-webhook-event">reference</a>
	 */
	record DidFlag(List<Comment> comments, List<Comment> commentChildren, List<CommunityUser> communityUsers,
			List<UserV3> users, List<File> files, @Nullable String flaggedUserId) implements CommentEvent {
	}

	/**
	 * A flag was removed from a comment. Sent as {@code v3.comment.didUnflag}, perhaps
	 * without {@code v3.}, going by the path in the reference. Whether
	 * {@code flaggedUserId} is the reporter or the author is not documented.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2f1ce82f6ebeb431c9a6625ac6d22f40e22ce09f/webhook/comment-v3/index.yaml">reference</a>
	 */
	record DidUnflag(List<Comment> comments, List<Comment> commentChildren, List<CommunityUser> communityUsers,
			List<UserV3> users, List<File> files, @Nullable String flaggedUserId) implements CommentEvent {
	}

	/**
	 * A reaction was added to a comment. Sent as {@code v3.comment.didAddReaction},
	 * perhaps without {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2f1ce82f6ebeb431c9a6625ac6d22f40e22ce09f/webhook/comment-v3/index.yaml">reference</a>
	 */
	record DidAddReaction(List<Comment> comments, List<Comment> commentChildren, List<CommunityUser> communityUsers,
			List<UserV3> users, List<File> files, @Nullable Reactor reactor) implements CommentEvent {
	}

	/**
	 * A reaction was removed from a comment. Sent as
	 * {@code v3.comment.didRemoveReaction}, perhaps without {@code v3.}, going by the
	 * path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/2f1ce82f6ebeb431c9a6625ac6d22f40e22ce09f/webhook/comment-v3/index.yaml">reference</a>
	 */
	record DidRemoveReaction(List<Comment> comments, List<Comment> commentChildren, List<CommunityUser> communityUsers,
			List<UserV3> users, List<File> files, @Nullable Reactor reactor) implements CommentEvent {
	}

}
