package io.github.socialhook.handler;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler that can never deal with a delivery: it becomes a dead letter at
 * once, without another attempt.
 */
public class RejectDeliveryException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	/**
	 * Rejects a delivery.
	 * @param message why, for the person who looks at the dead letter
	 */
	public RejectDeliveryException(String message) {
		super(message);
	}

	/**
	 * Rejects a delivery.
	 * @param message why, for the person who looks at the dead letter
	 * @param cause what went wrong, if anything
	 */
	public RejectDeliveryException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
