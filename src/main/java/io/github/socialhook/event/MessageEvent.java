package io.github.socialhook.event;

import java.util.List;

import io.github.socialhook.event.model.File;
import io.github.socialhook.event.model.Message;
import io.github.socialhook.event.model.MessageFeed;
import io.github.socialhook.event.model.MessageSummary;
import io.github.socialhook.event.model.MessageV3;
import io.github.socialhook.event.model.MessageV5;
import io.github.socialhook.event.model.Reaction;
import io.github.socialhook.event.model.Reactor;
import io.github.socialhook.event.model.User;
import io.github.socialhook.event.model.UserV3;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a message in a channel.
 */
public sealed interface MessageEvent extends SocialEvent {

	/**
	 * A message was created in a channel. Sent as {@code message.didCreate}; the
	 * reference states it.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/message/index.yaml">reference</a>
	 */
	record DidCreate(List<Message> messages, List<User> users) implements MessageEvent, MessageCreated {

		@Override
		public List<MessageSummary> summaries() {
			return MessageSummary.of(this.messages);
		}

	}

	/**
	 * A message was updated. Sent as {@code message.didUpdate}; the reference states it.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/message/index.yaml">reference</a>
	 */
	record DidUpdate(List<Message> messages, List<User> users) implements MessageEvent, MessageUpdated {

		@Override
		public List<MessageSummary> summaries() {
			return MessageSummary.of(this.messages);
		}

	}

	/**
	 * A message was deleted. Sent as {@code message.didDelete}; the reference states it.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/message/index.yaml">reference</a>
	 */
	record DidDelete(List<Message> messages, List<User> users) implements MessageEvent, MessageDeleted {

		@Override
		public List<MessageSummary> summaries() {
			return MessageSummary.of(this.messages);
		}

	}

	/**
	 * A message was flagged. Sent as {@code message.didFlag}; the reference states it.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/message/index.yaml">reference</a>
	 */
	record DidFlag(List<Message> messages, List<User> users) implements MessageEvent {
	}

	/**
	 * A flag was removed from a message. Sent as {@code message.didUnflag}; the reference
	 * states it.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/message/index.yaml">reference</a>
	 */
	record DidUnflag(List<Message> messages, List<User> users) implements MessageEvent {
	}

	/**
	 * All flags of a message were cleared. Sent as {@code message.didClearflag}; the
	 * reference states it. The lower-case f is its own; case does not matter here.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/message-didclearflag-webhook-event">reference</a>
	 */
	record DidClearFlag(List<Message> messages, List<User> users) implements MessageEvent {
	}

	/**
	 * A reaction was added to a message. Sent as {@code message.didAddReaction}; the
	 * reference states it.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/message/index.yaml">reference</a>
	 */
	record DidAddReaction(List<MessageV3> messages, List<UserV3> users, List<File> files,
			@Nullable Reactor reactor) implements MessageEvent {
	}

	/**
	 * A reaction was removed from a message. Sent as {@code message.didRemoveReaction};
	 * the reference states it.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/886121beb0bee11a8c9006ce5798dd050558b298/webhook/message/index.yaml">reference</a>
	 */
	record DidRemoveReaction(List<MessageV3> messages, List<UserV3> users, List<File> files,
			@Nullable Reactor reactor) implements MessageEvent {
	}

	/**
	 * A message was created. The path in the reference says {@code v5.message.didCreate},
	 * its text {@code message.didCreate}; both are read, the latter told from the older
	 * event by its shape. Messages that come in the older form are in {@code messagesV1}.
	 *
	 * @see <a href=
	 * "https://learn.social.plus/api-reference/webhook-event/message-didcreate-webhook-event-1">reference</a>
	 */
	record DidCreateV5(List<File> files, List<MessageFeed> messageFeeds, List<MessageV5> messages,
			List<Message> messagesV1, List<Reaction> reactions,
			List<User> users) implements MessageEvent, MessageCreated {

		@Override
		public List<MessageSummary> summaries() {
			return MessageSummary.of(this.messages, this.messagesV1);
		}

	}

	/**
	 * A message was updated. The path in the reference says {@code v5.message.didUpdate},
	 * its text {@code message.didCreate}; both are read, as is {@code message.didUpdate},
	 * told apart by their shape. Messages that come in the older form are in
	 * {@code messagesV1}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/b6031896730ee92a65d978d61fb4dbebeeacb328/webhook/message-v5/index.yaml">reference</a>
	 */
	record DidUpdateV5(List<File> files, List<MessageFeed> messageFeeds, List<MessageV5> messages,
			List<Message> messagesV1, List<Reaction> reactions,
			List<User> users) implements MessageEvent, MessageUpdated {

		@Override
		public List<MessageSummary> summaries() {
			return MessageSummary.of(this.messages, this.messagesV1);
		}

	}

	/**
	 * A message was deleted. The path in the reference says {@code v5.message.didDelete},
	 * its text {@code message.didDelete}; both are read, the latter told from the older
	 * event by its shape. Messages that come in the older form are in {@code messagesV1}.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/b6031896730ee92a65d978d61fb4dbebeeacb328/webhook/message-v5/index.yaml">reference</a>
	 */
	record DidDeleteV5(List<File> files, List<MessageFeed> messageFeeds, List<MessageV5> messages,
			List<Message> messagesV1, List<Reaction> reactions,
			List<User> users) implements MessageEvent, MessageDeleted {

		@Override
		public List<MessageSummary> summaries() {
			return MessageSummary.of(this.messages, this.messagesV1);
		}

	}

	/**
	 * A message was created. Sent as {@code message.created}, going by the list of
	 * deprecated events. The fields are those of the realtime event in the SDK.
	 *
	 * @see <a href=
	 * "https://docs.social.plus/developers/beta-features/webhook-events">documentation</a>
	 * @deprecated by Social+ since 2022-06-20 in favor of {@link DidCreate}
	 */
	@Deprecated(since = "2022-06-20")
	record Created(List<MessageV5> messages, List<MessageFeed> messageFeeds, List<UserV3> users, List<File> files,
			List<Reactor> reactions) implements MessageEvent {
	}

}
