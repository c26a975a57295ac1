package io.github.socialhook.dispatch;

import java.io.Serial;

/** A handler is to try again that is not on this node, or does not take the event. */
final class UnknownHandlerException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	UnknownHandlerException() {
		super("This node has no such handler for this event", null, false, false);
	}

}
