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
			SELECT 1 FROM socialhook_delivery_count FOR UPDATE
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

	private static final String ADVANCE = """
			UPDATE socialhook_delivery_count c SET up_to = ?, number = c.number
				+ (SELECT count(*) FROM socialhook_delivery d WHERE d.id > c.up_to AND d.id <= ?)
			WHERE c.up_to < ?
			""";

	private @Nullable Look last;

	@Override
	public String query() {
		return QUERY;
	}

	@Override
	public void deleted(Connection connection, List<Long> ids) throws SQLException {
		long upTo;
		try (PreparedStatement find = connection.prepareStatement(UP_TO); ResultSet row = find.executeQuery()) {
			upTo = row.next() ? row.getLong(1) : 0;
		}
		long counted = ids.stream().filter((id) -> id <= upTo).count();
		if (counted > 0) {
			try (PreparedStatement update = connection.prepareStatement(DELETED)) {
				update.setLong(1, counted);
				update.executeUpdate();
			}
		}
	}

	/** Nobody else adds to it or advances it until the commit. */
	@Override
	public void hold(Connection connection) throws SQLException {
		try (PreparedStatement hold = connection.prepareStatement(HOLD)) {
			hold.executeQuery().close();
		}
	}

	@Override
	public void added(Connection connection, List<Long> ids) throws SQLException {
		try (PreparedStatement update = connection.prepareStatement(ADDED)) {
			update.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
			update.executeUpdate();
		}
	}

	@Override
	public synchronized void advance(Connection connection) throws SQLException {
		Look before = this.last;
		Look now = look(connection);
		if (before == null) {
			this.last = now;
		}
		else if (now.oldestRunning() >= before.nextTransaction()) {
			// By a statement of its own, so that the next one sees what is added
			// meanwhile.
			hold(connection);
			try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
				update.setLong(1, before.highest());
				update.setLong(2, before.highest());
				update.setLong(3, before.highest());
				update.executeUpdate();
			}
			this.last = now;
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
