package io.github.socialhook.inbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Ends a replay before its time. */
final class ReplayCancelWrite implements Write {

	private static final String CANCEL = """
			UPDATE replay SET ended_at = ?, cancelled = 1 WHERE id = ? AND ended_at IS NULL
			""";

	private static final String FIND = """
			SELECT 1 FROM replay WHERE id = ?
			""";

	private final long id;

	private final Instant now;

	private final CompletableFuture<Boolean> found = new CompletableFuture<>();

	private boolean known;

	ReplayCancelWrite(long id, Instant now) {
		this.id = id;
		this.now = now;
	}

	/**
	 * Completed with whether there is one of this number, once it is on disk;
	 * exceptionally if the store failed.
	 */
	CompletableFuture<Boolean> found() {
		return this.found;
	}

	@Override
	public void apply(Session session) throws SQLException {
		PreparedStatement cancel = session.prepare(CANCEL);
		cancel.setLong(1, this.now.toEpochMilli());
		cancel.setLong(2, this.id);
		cancel.executeUpdate();
		PreparedStatement find = session.prepare(FIND);
		find.setLong(1, this.id);
		try (ResultSet row = find.executeQuery()) {
			this.known = row.next();
		}
	}

	@Override
	public void committed() {
		this.found.complete(this.known);
	}

	@Override
	public void failed(Exception cause) {
		this.found.completeExceptionally(cause);
	}

}
