package io.github.socialhook.event;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.socialhook.event.model.Channel;
import io.github.socialhook.event.model.ChannelUser;
import io.github.socialhook.event.model.ChannelV3;
import io.github.socialhook.event.model.File;
import io.github.socialhook.event.model.User;
import io.github.socialhook.event.model.UserV3;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What happens to a channel and its members.
 */
public sealed interface ChannelEvent extends SocialEvent {

	/**
	 * Members were added to a channel by someone. The reference states the name.
	 * {@code userIds} are the added users.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">the
	 * API reference</a>
	 */
	record DidAddUsers(@JsonProperty("channel") List<Channel> channels, List<User> users, List<String> userIds,
			@Nullable String adderId) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * Members were banned from a channel. The reference states the name. The users are
	 * the banned ones, although the reference titles it the ban of a channel.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">the
	 * API reference</a>
	 */
	record DidBan(@JsonProperty("channel") List<Channel> channels, List<User> users, @Nullable String actorId,
			List<String> userIds) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * A channel was closed. The reference states the name.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">the
	 * API reference</a>
	 */
	record DidClose(@JsonProperty("channel") List<Channel> channels) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * A channel was created. The reference states the name. {@code userIds} are the first
	 * members.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">the
	 * API reference</a>
	 */
	record DidCreate(@JsonProperty("channel") List<Channel> channels, List<User> users,
			List<String> userIds) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * Users joined a channel. The reference states the name.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">the
	 * API reference</a>
	 */
	record DidJoin(@JsonProperty("channel") List<Channel> channels, List<User> users,
			List<String> userIds) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * Users left a channel. The reference states the name.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">the
	 * API reference</a>
	 */
	record DidLeave(@JsonProperty("channel") List<Channel> channels, List<User> users,
			List<String> userIds) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * Members were removed from a channel by someone. The reference states the name.
	 * {@code userIds} are the removed users.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">the
	 * API reference</a>
	 */
	record DidRemoveUsers(@JsonProperty("channel") List<Channel> channels, List<User> users, List<String> userIds,
			@Nullable String removerId) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * A channel was updated. The reference states the name. {@code userId} is who updated
	 * it.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/channel-didupdate-webhook-event">the
	 * API reference</a>
	 */
	record DidUpdate(@JsonProperty("channel") List<Channel> channels, List<User> users,
			@Nullable String userId) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * A channel's metadata was updated. The reference states the name. {@code userId} is
	 * who updated it.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">the
	 * API reference</a>
	 */
	record DidUpdateMeta(@JsonProperty("channel") List<Channel> channels, List<User> users,
			@Nullable String userId) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * A channel was created. The name stands in the list of deprecated names. Only the
	 * name is documented; the fields are those of the realtime event in the SDK.
	 *
	 * @see <a href="https://docs.social.plus/developers/beta-features/webhook-events">the
	 * documentation</a>
	 * @deprecated by Social+ since 2022-06-20 in favor of {@link DidCreate}
	 */
	@Deprecated(since = "2022-06-20")
	record Created(List<ChannelV3> channels, List<ChannelUser> channelUsers, List<JsonNode> messagePreviews,
			List<JsonNode> messageFeedsInfo, List<UserV3> users, List<File> files) implements ChannelEvent {
	}

	/**
	 * A channel was joined. The name stands in the list of deprecated names. Only the
	 * name is documented; the fields are those of the realtime event in the SDK.
	 *
	 * @see <a href="https://docs.social.plus/developers/beta-features/webhook-events">the
	 * documentation</a>
	 * @deprecated by Social+ since 2022-06-20 in favor of {@link DidJoin}
	 */
	@Deprecated(since = "2022-06-20")
	record Joined(List<ChannelV3> channels, List<ChannelUser> channelUsers, List<JsonNode> messagePreviews,
			List<JsonNode> messageFeedsInfo, List<UserV3> users, List<File> files) implements ChannelEvent {
	}

	/**
	 * Members were added to a channel. The name stands in the list of deprecated names.
	 * Only the name is documented; the fields are those of the realtime event in the SDK.
	 *
	 * @see <a href="https://docs.social.plus/developers/beta-features/webhook-events">the
	 * documentation</a>
	 * @deprecated by Social+ since 2022-06-20 in favor of {@link DidAddUsers}
	 */
	@Deprecated(since = "2022-06-20")
	record MembersAdded(List<ChannelV3> channels, List<ChannelUser> channelUsers, List<JsonNode> messagePreviews,
			List<JsonNode> messageFeedsInfo, List<UserV3> users, List<File> files) implements ChannelEvent {
	}

}
