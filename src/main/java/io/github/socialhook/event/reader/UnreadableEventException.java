package io.github.socialhook.event.reader;

/**
 * A body is not JSON, or is JSON beyond the limits. The message says why and where, and
 * quotes nothing of it.
 */
public final class UnreadableEventException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnreadableEventException(String message) {
		super(message);
	}

}
