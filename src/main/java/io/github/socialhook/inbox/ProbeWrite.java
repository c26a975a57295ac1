package io.github.socialhook.inbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Writes something of no importance, to see whether that is possible. */
final class ProbeWrite implements Write {

	private static final String PROBE = """
			INSERT INTO probe (id, tried_at) VALUES (1, ?)
			ON CONFLICT (id) DO UPDATE SET tried_at = excluded.tried_at
			""";

	private final Instant at;

	private final CompletableFuture<Boolean> written = new CompletableFuture<>();

	ProbeWrite(Instant at) {
		this.at = at;
	}

	CompletableFuture<Boolean> written() {
		return this.written;
	}

	@Override
	public boolean isUrgent() {
		return true;
	}

	@Override
	public void apply(Session session) throws SQLException {
		PreparedStatement probe = session.prepare(PROBE);
		probe.setLong(1, this.at.toEpochMilli());
		probe.executeUpdate();
	}

	@Override
	public void committed() {
		this.written.complete(true);
	}

	@Override
	public void failed(Exception cause) {
		this.written.complete(false);
	}

}
