package io.github.socialhook.console.operation;

import java.time.Instant;

import io.github.socialhook.audit.AuditAction;
import io.github.socialhook.audit.AuditEntry;
import io.github.socialhook.audit.AuditLog;
import io.github.socialhook.handler.HandlerDirectory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/** Pauses and resumes handlers for a user, and records who did. */
public final class HandlerActions {

	private static final Log logger = LogFactory.getLog(HandlerActions.class);

	private final HandlerDirectory handlers;

	private final AuditLog audit;

	/**
	 * Creates the actions.
	 * @param handlers the handlers of this node
	 * @param audit where it is recorded
	 */
	public HandlerActions(HandlerDirectory handlers, AuditLog audit) {
		this.handlers = handlers;
		this.audit = audit;
	}

	/**
	 * Pauses a handler on every node.
	 * @param user who asks for it
	 * @param handler its name
	 */
	public void pause(String user, String handler) {
		requireKnown(this.handlers.pause(handler));
		logger.info("User '" + user + "' pauses handler " + handler);
		this.audit.record(user, AuditAction.PAUSE_HANDLER, handler, null);
	}

	/**
	 * Returns who has paused a handler.
	 * @param handler its name
	 * @param since since when it is paused
	 * @return the name of the user; null if that is not known
	 */
	public @Nullable String pausedBy(String handler, @Nullable Instant since) {
		return (since != null)
				? this.audit.first(AuditAction.PAUSE_HANDLER, handler, since).map(AuditEntry::user).orElse(null) : null;
	}

	/**
	 * Resumes a handler on every node.
	 * @param user who asks for it
	 * @param handler its name
	 */
	public void resume(String user, String handler) {
		requireKnown(this.handlers.resume(handler));
		logger.info("User '" + user + "' resumes handler " + handler);
		this.audit.record(user, AuditAction.RESUME_HANDLER, handler, null);
	}

	private static void requireKnown(boolean known) {
		if (!known) {
			throw ProblemException.of(HttpStatus.NOT_FOUND, "There is no handler with this name.");
		}
	}

}
