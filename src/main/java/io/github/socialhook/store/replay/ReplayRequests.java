package io.github.socialhook.store.replay;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Objects;

import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.store.database.StorableText;
import io.github.socialhook.store.ledger.DeliveryQueries;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** The statements that begin and end replays. */
final class ReplayRequests {

	private static final String BEGIN = """
			INSERT INTO socialhook_replay (requested_by, requested_at, state, event, endpoint, subject, handler, received_from,
				received_to, contains, matched, position, last, ended_at, refers_to, include_handled, error, action, paced, of_replay, handled,
				retrying, failed, other)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			RETURNING id
			""";

	private static final String FORGET_OLD = """
			DELETE FROM socialhook_replay
			WHERE ended_at IS NOT NULL AND id NOT IN (SELECT id FROM socialhook_replay ORDER BY id DESC LIMIT ?)
			""";

	private static final String CANCEL = """
			UPDATE socialhook_replay SET ended_at = ?, cancelled = 1 WHERE id = ? AND ended_at IS NULL
			""";

	private static final String STOP = """
			UPDATE socialhook_replay SET ended_at = ?, stopped = 1 WHERE id = ? AND ended_at IS NULL
			""";

	private static final String FIND = """
			SELECT 1 FROM socialhook_replay WHERE id = ?
			""";

	private final WriterConnection connection;

	ReplayRequests(WriterConnection connection) {
		this.connection = connection;
	}

	/**
	 * Writes down what someone wants to be handled again or discarded, and returns the
	 * same with its id.
	 */
	Replay begin(Replay replay, DeliveryQueries.Matches matches) throws SQLException {
		DeliveryFilter filter = replay.filter();
		PreparedStatement begin = this.connection.prepare(BEGIN);
		begin.setString(1, StorableText.of(replay.user()));
		begin.setLong(2, replay.requestedAt().toEpochMilli());
		begin.setString(3, Objects.toString(filter.state(), null));
		begin.setString(4, Objects.toString(filter.event(), null));
		begin.setString(5, Objects.toString(filter.endpoint(), null));
		begin.setString(6, Objects.toString(filter.subject(), null));
		begin.setString(7, filter.handler());
		setInstant(begin, 8, filter.from());
		setInstant(begin, 9, filter.to());
		begin.setString(10, filter.text());
		begin.setLong(11, matches.number());
		begin.setLong(12, matches.lowest() - 1);
		begin.setLong(13, matches.highest());
		setInstant(begin, 14, replay.endedAt());
		begin.setString(15, Objects.toString(filter.reference(), null));
		begin.setInt(16, replay.includeHandled() ? 1 : 0);
		begin.setString(17, filter.error());
		begin.setString(18, replay.action().name());
		begin.setInt(19, replay.paced() ? 1 : 0);
		begin.setString(20, filter.replay());
		for (int i = 21; i <= 24; i++) {
			begin.setObject(i, (replay.outcomes() != null) ? 0L : null, Types.BIGINT);
		}
		try (ResultSet keys = begin.executeQuery()) {
			keys.next();
			return replay.withId(Long.toString(keys.getLong(1)));
		}
	}

	/** Notes where the deliveries of a replay are that are not in the database. */
	void placeAt(Replay replay, String place) throws SQLException {
		PreparedStatement update = this.connection.prepare("UPDATE socialhook_replay SET place = ? WHERE id = ?");
		update.setString(1, place);
		update.setLong(2, Long.parseLong(replay.id()));
		update.executeUpdate();
	}

	void forgetOld(int remembered) throws SQLException {
		PreparedStatement forget = this.connection.prepare(FORGET_OLD);
		forget.setInt(1, remembered);
		forget.executeUpdate();
	}

	/** Ends a replay before its time; false if there is none of this number. */
	boolean cancel(long id, Instant now) throws SQLException {
		PreparedStatement cancel = this.connection.prepare(CANCEL);
		cancel.setLong(1, now.toEpochMilli());
		cancel.setLong(2, id);
		cancel.executeUpdate();
		PreparedStatement find = this.connection.prepare(FIND);
		find.setLong(1, id);
		try (ResultSet row = find.executeQuery()) {
			return row.next();
		}
	}

	/** Ends a replay whose deliveries have failed again. */
	boolean stop(ReplayTable.Open open, Instant now) throws SQLException {
		PreparedStatement stop = this.connection.prepare(STOP);
		stop.setLong(1, now.toEpochMilli());
		stop.setLong(2, open.number());
		return stop.executeUpdate() == 1;
	}

	private static void setInstant(PreparedStatement statement, int index, @Nullable Instant instant)
			throws SQLException {
		statement.setObject(index, (instant != null) ? instant.toEpochMilli() : null, Types.BIGINT);
	}

}
