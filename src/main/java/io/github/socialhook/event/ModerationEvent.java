package io.github.socialhook.event;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.socialhook.event.model.Channel;
import io.github.socialhook.event.model.User;
import org.jspecify.annotations.Nullable;

/**
 * What the automatic moderation does.
 */
public sealed interface ModerationEvent extends SocialEvent {

	/**
	 * The system detected blocklisted words in a message and banned the sender. Sent as
	 * {@code moderation.didBan}; the reference states it. {@code userId} is the sender of
	 * the message.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/moderation/index.yaml">reference</a>
	 */
	record DidBan(@JsonProperty("channel") @JsonAlias("channels") List<Channel> channels, List<User> users,
			@Nullable String userId) implements ModerationEvent, ChannelCarrier {
	}

}
