package io.github.socialhook.store.kafka;

import java.io.Serial;

/** Kafka does not answer, or not as it must, which may be over in a moment. */
final class LogUnavailableException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	LogUnavailableException(String message, Throwable cause) {
		super(message, cause);
	}

}
