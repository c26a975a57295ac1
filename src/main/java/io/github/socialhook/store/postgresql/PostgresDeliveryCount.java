package io.github.socialhook.store.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import io.github.socialhook.store.database.DeliveryCount;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a sequence have gaps, and a lower one may be committed after a higher one.
 * So deliveries are counted once, when every transaction has ended that may still store
 * one with such a number, and what came after them is counted whenever somebody asks.
 */
final class PostgresDeliveryCount implements DeliveryCount {

	private static final String QUERY = """
			SELECT c.number + (SELECT count(*) FROM socialhook_delivery d WHERE d.id > c.up_to)
			FROM socialhook_delivery_count c
			""";

	private static final String UP_TO = """
			SELECT up_to FROM socialhook_delivery_count
			""";

	private static final String HOLD = """
			SELECT up_to FROM socialhook_delivery_count FOR UPDATE
			""";

	private static final String ADDED = """
			UPDATE socialhook_delivery_count c SET number = c.number
				+ (SELECT count(*) FROM unnest(?::bigint[]) AS added (id) WHERE added.id <= c.up_to)
			""";

	private static final String DELETED = """
			UPDATE socialhook_delivery_count SET number = number - ?
			""";

	private static final String LOOK = """
			SELECT coalesce((SELECT max(id) FROM socialhook_delivery), 0),
				pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
				pg_snapshot_xmin(pg_current_snapshot())::text::bigint
			""";

	/** Numbers have gaps, so a step is as long as so many rows need. */
	private static final String NEXT = """
			SELECT count(*), max(id) FROM (SELECT id FROM socialhook_delivery WHERE id > ? AND id <= ? ORDER BY id LIMIT ?)
				AS next
			""";

	private static final String ADVANCE = """
			UPDATE socialhook_delivery_count SET number = number + ?, up_to = ?
			""";

	/** Counting so many keeps the writer for some hundredths of a second. */
	static final int STEP = 50_000;

	private @Nullable Look last;

	/** Nothing will be stored any more with this number or a lower one. */
	private long complete;

	@Override
	public String query() {
		return QUERY;
	}

	@Override
	public void deleted(Connection connection, List<Long> ids) throws SQLException {
		long upTo = upTo(connection, UP_TO);
		long counted = ids.stream().filter((id) -> id <= upTo).count();
		if (counted > 0) {
			try (PreparedStatement update = connection.prepareStatement(DELETED)) {
				update.setLong(1, counted);
				update.executeUpdate();
			}
		}
	}

	@Override
	public void hold(Connection connection) throws SQLException {
		upTo(connection, HOLD);
	}

	@Override
	public void added(Connection connection, List<Long> ids) throws SQLException {
		try (PreparedStatement update = connection.prepareStatement(ADDED)) {
			update.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
			update.executeUpdate();
		}
	}

	@Override
	public synchronized boolean advance(Connection connection) throws SQLException {
		Look before = (this.last != null) ? this.last : look(connection);
		Look now = look(connection);
		boolean ended = now.oldestRunning() >= before.nextTransaction();
		this.last = ended ? now : before;
		this.complete = ended ? before.highest() : this.complete;
		// By a statement of its own, so that the next one sees what is added meanwhile.
		long from = upTo(connection, HOLD);
		return from < this.complete && advance(connection, from);
	}

	private boolean advance(Connection connection, long from) throws SQLException {
		try (PreparedStatement find = connection.prepareStatement(NEXT);
				PreparedStatement update = connection.prepareStatement(ADVANCE)) {
			find.setLong(1, from);
			find.setLong(2, this.complete);
			find.setInt(3, STEP);
			try (ResultSet row = find.executeQuery()) {
				row.next();
				boolean more = row.getInt(1) == STEP;
				update.setInt(1, row.getInt(1));
				update.setLong(2, more ? row.getLong(2) : this.complete);
				update.executeUpdate();
				return more;
			}
		}
	}

	private static long upTo(Connection connection, String query) throws SQLException {
		try (PreparedStatement find = connection.prepareStatement(query); ResultSet row = find.executeQuery()) {
			return row.next() ? row.getLong(1) : 0;
		}
	}

	private static Look look(Connection connection) throws SQLException {
		try (PreparedStatement find = connection.prepareStatement(LOOK); ResultSet row = find.executeQuery()) {
			row.next();
			return new Look(row.getLong(1), row.getLong(2), row.getLong(3));
		}
	}

	/**
	 * What was there at one moment.
	 *
	 * @param highest the highest number of a delivery
	 * @param nextTransaction no transaction had begun to write that has this number or a
	 * higher one
	 * @param oldestRunning all with lower numbers than this had ended
	 */
	private record Look(long highest, long nextTransaction, long oldestRunning) {

	}

}
