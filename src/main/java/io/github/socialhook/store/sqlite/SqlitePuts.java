package io.github.socialhook.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.store.queue.Content;
import io.github.socialhook.store.queue.DeliveryRows;
import io.github.socialhook.store.queue.PutWrite;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/**
 * Stores one group of deliveries in SQLite, with as little as possible for each: rows go
 * to the end of the table, several with one statement, and repeats are found without an
 * index over what they say.
 */
final class SqlitePuts {

	/** Larger statements gain no more. */
	private static final int ROWS_AT_ONCE = 8;

	/** By the number of rows. */
	private static final Map<Integer, String> INSERTS = Map.of(1, insert(1), 2, insert(2), 4, insert(4), ROWS_AT_ONCE,
			insert(ROWS_AT_ONCE));

	/** The next numbers begin after it, even if what had it is gone. */
	private static final String LAST_ID = """
			SELECT seq FROM sqlite_sequence WHERE name = 'socialhook_delivery'
			""";

	private final WriterConnection connection;

	private final QueueDialect dialect;

	private final Fingerprints fingerprints;

	private final Map<Content, PutWrite> firsts = new HashMap<>();

	private final List<PutWrite> fresh = new ArrayList<>();

	/** What comes again, with the number of the first of its kind. */
	private final Map<PutWrite, DeliveryId> repeats = new LinkedHashMap<>();

	SqlitePuts(WriterConnection connection, QueueDialect dialect, Fingerprints fingerprints) {
		this.dialect = dialect;
		this.connection = connection;
		this.fingerprints = fingerprints;
	}

	private static String insert(int rows) {
		return "INSERT INTO socialhook_delivery (id, endpoint, event, subject, received_at, state, due_at, digest, body) VALUES "
				+ String.join(", ", Collections.nCopies(rows, "(?, ?, ?, ?, ?, 'PENDING', ?, ?, ?)"));
	}

	/** Returns the highest number that a delivery has. */
	long put(List<PutWrite> group) throws SQLException {
		List<PutWrite> puts = group.stream().filter(PutWrite::begin).toList();
		long last = lastId();
		this.fingerprints.beginGroup(this.connection, puts, last);
		for (PutWrite put : puts) {
			DeliveryId first = findSame(put);
			if (first != null) {
				this.repeats.put(put, first);
				put.markDuplicate(first);
			}
			else {
				last++;
				put.schedule(true);
				put.markStored(RowNumber.idOf(last));
				this.fresh.add(put);
				this.fingerprints.add(put);
			}
		}
		insert();
		DeliveryRows rows = new DeliveryRows(this.connection, this.dialect);
		for (Map.Entry<PutWrite, DeliveryId> repeat : this.repeats.entrySet()) {
			rows.noteRepeat(repeat.getValue(), repeat.getKey().delivery().receivedAt());
		}
		return last;
	}

	private long lastId() throws SQLException {
		try (ResultSet row = this.connection.prepare(LAST_ID).executeQuery()) {
			return row.next() ? row.getLong(1) : 0;
		}
	}

	private @Nullable DeliveryId findSame(PutWrite put) throws SQLException {
		if (put.window() == null) {
			return null;
		}
		PutWrite first = this.firsts.putIfAbsent(Content.of(put), put);
		if (first == null) {
			return this.fingerprints.find(this.connection, put);
		}
		DeliveryId known = this.repeats.get(first);
		return (known != null) ? known : first.storedId();
	}

	private void insert() throws SQLException {
		int done = 0;
		while (done < this.fresh.size()) {
			int rows = Integer.highestOneBit(Math.min(this.fresh.size() - done, ROWS_AT_ONCE));
			PreparedStatement insert = this.connection.prepare(Objects.requireNonNull(INSERTS.get(rows)));
			int column = 1;
			for (PutWrite put : this.fresh.subList(done, done + rows)) {
				column = fill(insert, column, put);
			}
			insert.executeUpdate();
			done += rows;
		}
	}

	private static int fill(PreparedStatement insert, int first, PutWrite put) throws SQLException {
		Delivery delivery = put.delivery();
		int column = first;
		insert.setLong(column++, RowNumber.of(put.storedId()));
		insert.setString(column++, delivery.endpoint().value());
		insert.setString(column++, (delivery.event() != null) ? delivery.event().value() : null);
		insert.setString(column++, (delivery.subject() != null) ? delivery.subject().toString() : null);
		insert.setLong(column++, delivery.receivedAt().toEpochMilli());
		insert.setLong(column++, put.dueAt().toEpochMilli());
		insert.setBytes(column++, put.digest());
		insert.setBytes(column++, delivery.payload().bytes());
		return column;
	}

}
