package io.github.socialhook.event.model;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a message says in every shape in which it is sent. The ids of its channel and its
 * author are the public ones, which an application knows; the internal ids of version 5
 * are in {@link MessageV5}.
 *
 * @param messageId the id of the message
 * @param channelId the public id of its channel
 * @param authorId the public id of the user who wrote it
 * @param parentId the id of the message that it replies to
 * @param dataType the type of its content, such as {@code text} or {@code image}
 * @param data its content
 * @param tags its tags
 * @param isDeleted whether it is deleted
 * @param createdAt when it was created
 * @param editedAt when it was last edited
 */
public record MessageSummary(@Nullable String messageId, @Nullable String channelId, @Nullable String authorId,
		@Nullable String parentId, @Nullable String dataType, @Nullable JsonNode data, List<String> tags,
		@Nullable Boolean isDeleted, @Nullable Instant createdAt, @Nullable Instant editedAt) {

	/** The text of its content, if it has one. */
	public @Nullable String text() {
		JsonNode text = (this.data != null) ? this.data.get("text") : null;
		return (text != null && text.isString()) ? text.stringValue() : null;
	}

	/** What messages of the older shape say. */
	public static List<MessageSummary> of(List<Message> messages) {
		return messages.stream().map(MessageSummary::of).toList();
	}

	/** What messages of version 5 and those of the older shape among them say. */
	public static List<MessageSummary> of(List<MessageV5> messages, List<Message> messagesV1) {
		return Stream.concat(messages.stream().map(MessageSummary::of), messagesV1.stream().map(MessageSummary::of))
			.toList();
	}

	private static MessageSummary of(Message message) {
		return new MessageSummary(message.messageId(), message.channelId(), message.userId(), message.parentId(),
				message.type(), message.data(), message.tags(), message.isDeleted(), message.createdAt(),
				message.editedAt());
	}

	private static MessageSummary of(MessageV5 message) {
		return new MessageSummary(message.messageId(), message.channelPublicId(), message.creatorPublicId(),
				message.parentId(), (message.dataType() != null) ? message.dataType().value() : null, message.data(),
				message.tags(), message.isDeleted(), message.createdAt(), message.editedAt());
	}

}
