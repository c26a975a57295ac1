package io.github.socialhook.event.reader;

/**
 * An event does not have the shape of its type. The message names the JSON path and
 * quotes no value.
 */
public final class EventShapeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	EventShapeException(String message) {
		super(message);
	}

}
