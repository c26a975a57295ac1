package io.github.socialhook.inbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/** Writes that a handler is paused, or is not any more. */
final class PauseWrite implements Write {

	private static final String PAUSE = """
			INSERT INTO handler_pause (handler, since) VALUES (?, ?) ON CONFLICT (handler) DO NOTHING
			""";

	private static final String RESUME = """
			DELETE FROM handler_pause WHERE handler = ?
			""";

	private final String handler;

	private final @Nullable Instant since;

	private final CompletableFuture<Boolean> written = new CompletableFuture<>();

	/**
	 * Pauses, or resumes if the time is absent.
	 */
	PauseWrite(String handler, @Nullable Instant since) {
		this.handler = handler;
		this.since = since;
	}

	CompletableFuture<Boolean> written() {
		return this.written;
	}

	@Override
	public void apply(Session session) throws SQLException {
		PreparedStatement write = session.prepare((this.since != null) ? PAUSE : RESUME);
		write.setString(1, this.handler);
		if (this.since != null) {
			write.setLong(2, this.since.toEpochMilli());
		}
		write.executeUpdate();
	}

	@Override
	public void committed() {
		this.written.complete(true);
	}

	@Override
	public void failed(Exception cause) {
		this.written.completeExceptionally(cause);
	}

}
