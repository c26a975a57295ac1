package io.github.socialhook.event;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.socialhook.event.model.Comment;
import io.github.socialhook.event.model.Community;
import io.github.socialhook.event.model.CommunityCategory;
import io.github.socialhook.event.model.CommunityUser;
import io.github.socialhook.event.model.Feed;
import io.github.socialhook.event.model.File;
import io.github.socialhook.event.model.Post;
import io.github.socialhook.event.model.Reactor;
import io.github.socialhook.event.model.Room;
import io.github.socialhook.event.model.UserV3;
import io.github.socialhook.event.model.VideoStreaming;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a post.
 */
public sealed interface PostEvent extends SocialEvent {

	List<Post> posts();

	List<Post> postChildren();

	List<Comment> comments();

	List<UserV3> users();

	List<File> files();

	List<Community> communities();

	List<CommunityUser> communityUsers();

	List<CommunityCategory> categories();

	List<Feed> feeds();

	List<VideoStreaming> videoStreamings();

	List<VideoStreaming> videoStreamingChildren();

	List<Room> rooms();

	List<Room> roomChildren();

	/**
	 * A post was created. Sent as {@code v3.post.didCreate}, perhaps without {@code v3.},
	 * going by the path in the reference and by a consumer that the vendor published.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/b6031896730ee92a65d978d61fb4dbebeeacb328/webhook/post-v3/index.yaml">reference</a>
	 */
	record DidCreate(List<Post> posts, List<Post> postChildren, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities, List<CommunityUser> communityUsers,
			List<CommunityCategory> categories, List<Feed> feeds, List<VideoStreaming> videoStreamings,
			List<VideoStreaming> videoStreamingChildren, List<Room> rooms,
			@JsonProperty("roomChildrens") @JsonAlias("roomChildren") List<Room> roomChildren) implements PostEvent {
	}

	/**
	 * A post was updated. Sent as {@code v3.post.didUpdate}, perhaps without {@code v3.},
	 * going by the path in the reference and by a consumer that the vendor published.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/b6031896730ee92a65d978d61fb4dbebeeacb328/webhook/post-v3/index.yaml">reference</a>
	 */
	record DidUpdate(List<Post> posts, List<Post> postChildren, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities, List<CommunityUser> communityUsers,
			List<CommunityCategory> categories, List<Feed> feeds, List<VideoStreaming> videoStreamings,
			List<VideoStreaming> videoStreamingChildren, List<Room> rooms,
			@JsonProperty("roomChildrens") @JsonAlias("roomChildren") List<Room> roomChildren) implements PostEvent {
	}

	/**
	 * A post was deleted. Sent as {@code v3.post.didDelete}, perhaps without {@code v3.},
	 * going by the path in the reference and by a consumer that the vendor published.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/b6031896730ee92a65d978d61fb4dbebeeacb328/webhook/post-v3/index.yaml">reference</a>
	 */
	record DidDelete(List<Post> posts, List<Post> postChildren, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities, List<CommunityUser> communityUsers,
			List<CommunityCategory> categories, List<Feed> feeds, List<VideoStreaming> videoStreamings,
			List<VideoStreaming> videoStreamingChildren, List<Room> rooms,
			@JsonProperty("roomChildrens") @JsonAlias("roomChildren") List<Room> roomChildren) implements PostEvent {
	}

	/**
	 * A post under review was approved. Sent as {@code v3.post.didApprove}, perhaps
	 * without {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/b6031896730ee92a65d978d61fb4dbebeeacb328/webhook/post-v3/index.yaml">reference</a>
	 */
	record DidApprove(List<Post> posts, List<Post> postChildren, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities, List<CommunityUser> communityUsers,
			List<CommunityCategory> categories, List<Feed> feeds, List<VideoStreaming> videoStreamings,
			List<VideoStreaming> videoStreamingChildren, List<Room> rooms,
			@JsonProperty("roomChildrens") @JsonAlias("roomChildren") List<Room> roomChildren) implements PostEvent {
	}

	/**
	 * A post under review was declined. Sent as {@code v3.post.didDecline}, perhaps
	 * without {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/b6031896730ee92a65d978d61fb4dbebeeacb328/webhook/post-v3/index.yaml">reference</a>
	 */
	record DidDecline(List<Post> posts, List<Post> postChildren, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities, List<CommunityUser> communityUsers,
			List<CommunityCategory> categories, List<Feed> feeds, List<VideoStreaming> videoStreamings,
			List<VideoStreaming> videoStreamingChildren, List<Room> rooms,
			@JsonProperty("roomChildrens") @JsonAlias("roomChildren") List<Room> roomChildren) implements PostEvent {
	}

	/**
	 * A post was moderated (AI or admin moderation). Sent as {@code v3.post.didModerate},
	 * perhaps without {@code v3.}, going by the path in the reference. What the
	 * moderation found is not documented.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/post-didmoderate-webhook-event">reference</a>
	 */
	record DidModerate(List<Post> posts, List<Post> postChildren, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities, List<CommunityUser> communityUsers,
			List<CommunityCategory> categories, List<Feed> feeds, List<VideoStreaming> videoStreamings,
			List<VideoStreaming> videoStreamingChildren, List<Room> rooms,
			@JsonProperty("roomChildrens") @JsonAlias("roomChildren") List<Room> roomChildren) implements PostEvent {
	}

	/**
	 * A post was flagged. Sent as {@code v3.post.didFlag}, perhaps without {@code v3.},
	 * going by the path in the reference. Whether {@code flaggedUserId} is the reporter
	 * or the author is not documented; the name suggests the reporter.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/b6031896730ee92a65d978d61fb4dbebeeacb328/webhook/post-v3/index.yaml">reference</a>
	 */
	record DidFlag(List<Post> posts, List<Post> postChildren, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities, List<CommunityUser> communityUsers,
			List<CommunityCategory> categories, List<Feed> feeds, List<VideoStreaming> videoStreamings,
			List<VideoStreaming> videoStreamingChildren, List<Room> rooms,
			@JsonProperty("roomChildrens") @JsonAlias("roomChildren") List<Room> roomChildren,
			@Nullable String flaggedUserId) implements PostEvent {
	}

	/**
	 * A flag was removed from a post. Sent as {@code v3.post.didUnflag}, perhaps without
	 * {@code v3.}, going by the path in the reference. Whether {@code flaggedUserId} is
	 * the reporter or the author is not documented.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/b6031896730ee92a65d978d61fb4dbebeeacb328/webhook/post-v3/index.yaml">reference</a>
	 */
	record DidUnflag(List<Post> posts, List<Post> postChildren, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities, List<CommunityUser> communityUsers,
			List<CommunityCategory> categories, List<Feed> feeds, List<VideoStreaming> videoStreamings,
			List<VideoStreaming> videoStreamingChildren, List<Room> rooms,
			@JsonProperty("roomChildrens") @JsonAlias("roomChildren") List<Room> roomChildren,
			@Nullable String flaggedUserId) implements PostEvent {
	}

	/**
	 * A reaction was added to a post. Sent as {@code v3.post.didAddReaction}, perhaps
	 * without {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/b6031896730ee92a65d978d61fb4dbebeeacb328/webhook/post-v3/index.yaml">reference</a>
	 */
	record DidAddReaction(List<Post> posts, List<Post> postChildren, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities, List<CommunityUser> communityUsers,
			List<CommunityCategory> categories, List<Feed> feeds, List<VideoStreaming> videoStreamings,
			List<VideoStreaming> videoStreamingChildren, List<Room> rooms,
			@JsonProperty("roomChildrens") @JsonAlias("roomChildren") List<Room> roomChildren,
			@Nullable Reactor reactor) implements PostEvent {
	}

	/**
	 * A reaction was removed from a post. Sent as {@code v3.post.didRemoveReaction},
	 * perhaps without {@code v3.}, going by the path in the reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/b6031896730ee92a65d978d61fb4dbebeeacb328/webhook/post-v3/index.yaml">reference</a>
	 */
	record DidRemoveReaction(List<Post> posts, List<Post> postChildren, List<Comment> comments, List<UserV3> users,
			List<File> files, List<Community> communities, List<CommunityUser> communityUsers,
			List<CommunityCategory> categories, List<Feed> feeds, List<VideoStreaming> videoStreamings,
			List<VideoStreaming> videoStreamingChildren, List<Room> rooms,
			@JsonProperty("roomChildrens") @JsonAlias("roomChildren") List<Room> roomChildren,
			@Nullable Reactor reactor) implements PostEvent {
	}

}
