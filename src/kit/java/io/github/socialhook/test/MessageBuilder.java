package io.github.socialhook.test;

import org.jspecify.annotations.Nullable;

/** A message under construction. */
public final class MessageBuilder extends EventBuilder {

	MessageBuilder(String name) {
		super(Sample.named(name));
	}

	/**
	 * Sets the channel.
	 * @param channelId its id
	 * @return this message
	 */
	public MessageBuilder in(String channelId) {
		return with("data.messages.channelId", channelId);
	}

	/**
	 * Sets the text.
	 * @param text any text
	 * @return this message
	 */
	public MessageBuilder withText(String text) {
		return with("data.messages.data.text", text);
	}

	/**
	 * Sets the author.
	 * @param userId the id of a user
	 * @return this message
	 */
	public MessageBuilder by(String userId) {
		return with("data.messages.userId", userId).with("data.users.userId", userId);
	}

	/**
	 * Sets the id of the message.
	 * @param messageId any id
	 * @return this message
	 */
	public MessageBuilder withId(String messageId) {
		return with("data.messages.messageId", messageId);
	}

	@Override
	public MessageBuilder with(String path, @Nullable Object value) {
		super.with(path, value);
		return this;
	}

	@Override
	public MessageBuilder without(String path) {
		super.without(path);
		return this;
	}

}
