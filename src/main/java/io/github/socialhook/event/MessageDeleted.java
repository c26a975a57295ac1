package io.github.socialhook.event;

import java.util.List;

import io.github.socialhook.event.model.MessageSummary;
import io.github.socialhook.event.model.User;
import org.jspecify.annotations.Nullable;

/**
 * A message was deleted, in whichever shape {@code message.didDelete} is sent.
 */
public sealed interface MessageDeleted permits MessageEvent.DidDelete, MessageEvent.DidDeleteV5 {

	/** What every message sent says; there is one in all that is documented. */
	List<MessageSummary> summaries();

	/** The users sent with it, among them the author. */
	List<User> users();

	/** The message, or the first if several were sent. */
	default @Nullable MessageSummary message() {
		return summaries().isEmpty() ? null : summaries().getFirst();
	}

}
