package io.github.socialhook.event;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
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
	 * Members were added to a channel by someone. Sent as {@code channel.didAddUsers};
	 * the reference states it. {@code userIds} are the added users.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">reference</a>
	 */
	record DidAddUsers(@JsonProperty("channel") @JsonAlias("channels") List<Channel> channels, List<User> users,
			List<String> userIds, @Nullable String adderId) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * Members were banned from a channel. Sent as {@code channel.didBan}; the reference
	 * states it. The users are the banned ones, although the reference titles it the ban
	 * of a channel.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">reference</a>
	 */
	record DidBan(@JsonProperty("channel") @JsonAlias("channels") List<Channel> channels, List<User> users,
			@Nullable String actorId, List<String> userIds) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * A channel was closed. Sent as {@code channel.didClose}; the reference states it.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">reference</a>
	 */
	record DidClose(@JsonProperty("channel") @JsonAlias("channels") List<Channel> channels)
			implements
				ChannelEvent,
				ChannelCarrier {
	}

	/**
	 * A channel was created. Sent as {@code channel.didCreate}; the reference states it.
	 * {@code userIds} are the first members.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">reference</a>
	 */
	record DidCreate(@JsonProperty("channel") @JsonAlias("channels") List<Channel> channels, List<User> users,
			List<String> userIds) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * Users joined a channel. Sent as {@code channel.didJoin}; the reference states it.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">reference</a>
	 */
	record DidJoin(@JsonProperty("channel") @JsonAlias("channels") List<Channel> channels, List<User> users,
			List<String> userIds) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * Users left a channel. Sent as {@code channel.didLeave}; the reference states it.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">reference</a>
	 */
	record DidLeave(@JsonProperty("channel") @JsonAlias("channels") List<Channel> channels, List<User> users,
			List<String> userIds) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * Members were removed from a channel by someone. Sent as
	 * {@code channel.didRemoveUsers}; the reference states it. {@code userIds} are the
	 * removed users.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">reference</a>
	 */
	record DidRemoveUsers(@JsonProperty("channel") @JsonAlias("channels") List<Channel> channels, List<User> users,
			List<String> userIds, @Nullable String removerId) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * A channel was updated. Sent as {@code channel.didUpdate}; the reference states it.
	 * {@code userId} is who updated it.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/channel-didupdate-webhook-event">reference</a>
	 */
	record DidUpdate(@JsonProperty("channel") @JsonAlias("channels") List<Channel> channels, List<User> users,
			@Nullable String userId) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * A channel's metadata was updated. Sent as {@code channel.didUpdateMeta}; the
	 * reference states it. {@code userId} is who updated it.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/channel/index.yaml">reference</a>
	 */
	record DidUpdateMeta(@JsonProperty("channel") @JsonAlias("channels") List<Channel> channels, List<User> users,
			@Nullable String userId) implements ChannelEvent, ChannelCarrier {
	}

	/**
	 * A channel was created. Sent as {@code channel.created}, going by the list of
	 * deprecated events. The fields are those of the realtime event in the SDK.
	 *
	 * @see <a href=
	 * "https://docs.social.plus/developers/beta-features/webhook-events">documentation</a>
	 * @deprecated by Social+ since 2022-06-20 in favor of {@link DidCreate}
	 */
	@Deprecated(since = "2022-06-20")
	record Created(List<ChannelV3> channels, List<ChannelUser> channelUsers, List<JsonNode> messagePreviews,
			List<JsonNode> messageFeedsInfo, List<UserV3> users, List<File> files) implements ChannelEvent {
	}

	/**
	 * A channel was joined. Sent as {@code channel.joined}, going by the list of
	 * deprecated events. The fields are those of the realtime event in the SDK.
	 *
	 * @see <a href=
	 * "https://docs.social.plus/developers/beta-features/webhook-events">documentation</a>
	 * @deprecated by Social+ since 2022-06-20 in favor of {@link DidJoin}
	 */
	@Deprecated(since = "2022-06-20")
	record Joined(List<ChannelV3> channels, List<ChannelUser> channelUsers, List<JsonNode> messagePreviews,
			List<JsonNode> messageFeedsInfo, List<UserV3> users, List<File> files) implements ChannelEvent {
	}

	/**
	 * Members were added to a channel. Sent as {@code channel.membersAdded}, going by the
	 * list of deprecated events. The fields are those of the realtime event in the SDK.
	 *
	 * @see <a href=
	 * "https://docs.social.plus/developers/beta-features/webhook-events">documentation</a>
	 * @deprecated by Social+ since 2022-06-20 in favor of {@link DidAddUsers}
	 */
	@Deprecated(since = "2022-06-20")
	record MembersAdded(List<ChannelV3> channels, List<ChannelUser> channelUsers, List<JsonNode> messagePreviews,
			List<JsonNode> messageFeedsInfo, List<UserV3> users, List<File> files) implements ChannelEvent {
	}

}
