package io.github.socialhook.forward;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/** A delivery has not been accepted by the service to which it was sent on. */
final class ForwardFailedException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	ForwardFailedException(String message) {
		this(message, null);
	}

	ForwardFailedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
