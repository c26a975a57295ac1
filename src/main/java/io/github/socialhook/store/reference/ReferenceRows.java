package io.github.socialhook.store.reference;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.socialhook.store.database.DatabaseDialect;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.write.WriterConnection;

/** The statements that write the index, and how far it reaches. */
final class ReferenceRows {

	private static final Duration LEASE = Duration.ofSeconds(10);

	/** How many rows one statement writes. */
	private static final int CHUNK = 32;

	/** What was deleted since it was read is left out. */
	private static final String INSERT = """
			WITH found (reference, delivery_id) AS (VALUES %s)
			INSERT INTO socialhook_reference (reference, delivery_id)
			SELECT found.reference, d.id FROM found CROSS JOIN socialhook_delivery d WHERE d.id = found.delivery_id
			ON CONFLICT DO NOTHING
			""".formatted(
			"(CAST(? AS BIGINT), CAST(? AS BIGINT)), ".repeat(CHUNK - 1) + "(CAST(? AS BIGINT), CAST(? AS BIGINT))");

	private final WriterConnection connection;

	private final QueueDialect dialect;

	ReferenceRows(WriterConnection connection, QueueDialect dialect) {
		this.connection = connection;
		this.dialect = dialect;
	}

	/**
	 * Writes the references of a span of deliveries, and that it is done: both or
	 * neither.
	 * @return false if another node has done it, or is deleting deliveries just now
	 */
	boolean write(IndexPosition from, long reached, List<Row> rows, Instant now) throws SQLException {
		if (!this.dialect.tryLock(this.connection.connection(), DatabaseDialect.DELETION)
				|| !advance(from, reached, now)) {
			return false;
		}
		insertAll(rows);
		return true;
	}

	/** Writes references of deliveries that are stored in the same transaction. */
	void insertAll(List<Row> rows) throws SQLException {
		for (int i = 0; i < rows.size(); i += CHUNK) {
			insert(rows.subList(i, Math.min(i + CHUNK, rows.size())));
		}
	}

	private boolean advance(IndexPosition from, long reached, Instant now) throws SQLException {
		// Waits for no other node: that would keep what is written together with it
		// waiting.
		PreparedStatement advance = this.connection.prepare("""
				UPDATE socialhook_reference_index SET position = ?, holder = ?, leased_until = ?
				WHERE id = (
					SELECT id FROM socialhook_reference_index
					WHERE id = 1 AND position = ? AND (holder IS NULL OR holder = ? OR leased_until <= ?)
					%s)
				""".formatted(this.dialect.lock("socialhook_reference_index")));
		advance.setLong(1, reached);
		advance.setString(2, this.dialect.holder());
		advance.setLong(3, now.plus(LEASE).toEpochMilli());
		advance.setLong(4, from.position());
		advance.setString(5, this.dialect.holder());
		advance.setLong(6, now.toEpochMilli());
		return advance.executeUpdate() == 1;
	}

	/** Fills up the last statement with a row that is there already. */
	private void insert(List<Row> chunk) throws SQLException {
		PreparedStatement insert = this.connection.prepare(INSERT);
		for (int i = 0; i < CHUNK; i++) {
			Row row = chunk.get(Math.min(i, chunk.size() - 1));
			insert.setLong(2 * i + 1, row.reference());
			insert.setLong(2 * i + 2, row.delivery());
		}
		insert.executeUpdate();
	}

	/**
	 * One reference of one delivery.
	 *
	 * @param reference its key
	 * @param delivery the number of the delivery
	 */
	record Row(long reference, long delivery) {

	}

}
