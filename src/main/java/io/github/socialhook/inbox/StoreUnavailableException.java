package io.github.socialhook.inbox;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The database is unavailable, full, broken or too busy, so that nothing can be read or
 * changed. Deliveries may still be accepted: {@link Inbox} never throws this.
 */
public final class StoreUnavailableException extends DataAccessResourceFailureException {

	@Serial
	private static final long serialVersionUID = 1L;

	public StoreUnavailableException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
