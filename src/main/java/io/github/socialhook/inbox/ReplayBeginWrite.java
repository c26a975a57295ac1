package io.github.socialhook.inbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/** Writes down what somebody wants to be handled again. */
final class ReplayBeginWrite implements Write {

	static final int MOST_REMEMBERED = 50;

	private static final String BEGIN = """
			INSERT INTO replay (requested_by, requested_at, state, event, endpoint, subject, handler, received_from,
				received_to, contains, matched, position, last, ended_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			RETURNING id
			""";

	private static final String FORGET_OLD = """
			DELETE FROM replay
			WHERE ended_at IS NOT NULL AND id NOT IN (SELECT id FROM replay ORDER BY id DESC LIMIT ?)
			""";

	private final String user;

	private final DeliveryFilter filter;

	private final EntryQueries.Matches matches;

	private final Instant now;

	private final CompletableFuture<Long> begun = new CompletableFuture<>();

	private long id;

	ReplayBeginWrite(String user, DeliveryFilter filter, EntryQueries.Matches matches, Instant now) {
		this.user = user;
		this.filter = filter;
		this.matches = matches;
		this.now = now;
	}

	/**
	 * Completed with its number once it is on disk; exceptionally if the store failed.
	 */
	CompletableFuture<Long> begun() {
		return this.begun;
	}

	@Override
	public void apply(Session session) throws SQLException {
		if (this.begun.isDone()) {
			return;
		}
		PreparedStatement begin = session.prepare(BEGIN);
		begin.setString(1, this.user);
		begin.setLong(2, this.now.toEpochMilli());
		begin.setString(3, Objects.toString(this.filter.state(), null));
		begin.setString(4, Objects.toString(this.filter.event(), null));
		begin.setString(5, Objects.toString(this.filter.endpoint(), null));
		begin.setString(6, Objects.toString(this.filter.subject(), null));
		begin.setString(7, this.filter.handler());
		setInstant(begin, 8, this.filter.from());
		setInstant(begin, 9, this.filter.to());
		begin.setString(10, this.filter.text());
		begin.setLong(11, this.matches.number());
		begin.setLong(12, this.matches.lowest() - 1);
		begin.setLong(13, this.matches.highest());
		setInstant(begin, 14, endedAt());
		try (ResultSet keys = begin.executeQuery()) {
			keys.next();
			this.id = keys.getLong(1);
		}
		PreparedStatement forget = session.prepare(FORGET_OLD);
		forget.setInt(1, MOST_REMEMBERED);
		forget.executeUpdate();
	}

	/** Where nothing is meant, nothing is to be done. */
	@Nullable Instant endedAt() {
		return (this.matches.number() == 0) ? this.now : null;
	}

	private static void setInstant(PreparedStatement statement, int index, @Nullable Instant instant)
			throws SQLException {
		statement.setObject(index, (instant != null) ? instant.toEpochMilli() : null, Types.BIGINT);
	}

	@Override
	public void committed() {
		this.begun.complete(this.id);
	}

	@Override
	public void failed(Exception cause) {
		this.begun.completeExceptionally(cause);
	}

}
