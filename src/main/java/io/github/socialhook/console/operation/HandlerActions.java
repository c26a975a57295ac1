package io.github.socialhook.console.operation;

import io.github.socialhook.handler.HandlerDirectory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpStatus;

/** Pauses and resumes handlers for a user, and logs who did. */
public final class HandlerActions {

	private static final Log logger = LogFactory.getLog(HandlerActions.class);

	private final HandlerDirectory handlers;

	/**
	 * Creates the actions.
	 * @param handlers the handlers of this node
	 */
	public HandlerActions(HandlerDirectory handlers) {
		this.handlers = handlers;
	}

	/**
	 * Pauses a handler on every node.
	 * @param user who asks for it
	 * @param handler its name
	 */
	public void pause(String user, String handler) {
		requireKnown(this.handlers.pause(handler));
		logger.info("User '" + user + "' pauses handler " + handler);
	}

	/**
	 * Resumes a handler on every node.
	 * @param user who asks for it
	 * @param handler its name
	 */
	public void resume(String user, String handler) {
		requireKnown(this.handlers.resume(handler));
		logger.info("User '" + user + "' resumes handler " + handler);
	}

	private static void requireKnown(boolean known) {
		if (!known) {
			throw ProblemException.of(HttpStatus.NOT_FOUND, "There is no handler with this name.");
		}
	}

}
