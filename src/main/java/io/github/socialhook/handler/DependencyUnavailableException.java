package io.github.socialhook.handler;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler that cannot work now, whatever the delivery, because something that
 * it depends on is unavailable. Its circuit breaker opens at once: the delivery keeps its
 * attempts and its place in the order, all others wait, and one at a time is tried until
 * one succeeds.
 */
public class DependencyUnavailableException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Reports that something is unavailable.
	 * @param message what is unavailable and why; it is logged, so it must not contain
	 * anything of the delivery
	 * @param cause what went wrong, if anything
	 */
	public DependencyUnavailableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
