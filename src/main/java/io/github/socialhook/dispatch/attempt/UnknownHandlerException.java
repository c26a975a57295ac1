package io.github.socialhook.dispatch.attempt;

import java.io.Serial;

/**
 * The failure of a retry whose handler is not on this node, or does not take the event.
 */
public final class UnknownHandlerException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/** Creates an exception without a stack trace. */
	public UnknownHandlerException() {
		super("This node has no such handler for this event", null, false, false);
	}

}
