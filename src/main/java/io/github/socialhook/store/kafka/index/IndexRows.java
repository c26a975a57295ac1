package io.github.socialhook.store.kafka.index;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.store.database.DeliveryCount;
import io.github.socialhook.store.kafka.HandlerPositions.Positions;
import io.github.socialhook.store.kafka.LogPosition;
import io.github.socialhook.store.reference.ReferenceIndexer;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** The statements that write the index. */
final class IndexRows {

	/** Written by the node that has the partition, unless another has written since. */
	private static final String ADVANCE = """
			INSERT INTO socialhook_log_index (generation, partition, position, read_from) VALUES (?, ?, ?, ?)
			ON CONFLICT (generation, partition) DO UPDATE SET position = excluded.position, read_from = excluded.read_from
				WHERE socialhook_log_index.position = ?
			""";

	/** What went wrong may have been stored before, with its body. */
	private static final String INSERT = """
			INSERT INTO socialhook_delivery (id, endpoint, event, subject, received_at, state, attempts, handled_at, waits_for,
				digest, fingerprint, body_size, fence)
			OVERRIDING SYSTEM VALUE
			SELECT r.*, 1 FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::integer[],
				?::bigint[], ?::integer[], ?::bytea[], ?::bigint[], ?::integer[]) AS r
			ON CONFLICT (id) DO NOTHING RETURNING id
			""";

	private static final String REPEATED = """
			UPDATE socialhook_delivery SET repeats = repeats + 1, repeated_at = ? WHERE id = ?
			""";

	private static final String KNOWN_TAKERS = """
			SELECT id, handlers FROM socialhook_log_takers
			""";

	private static final String ADD_TAKERS = """
			INSERT INTO socialhook_log_takers (handlers) VALUES (?) RETURNING id
			""";

	private static final String HANDLED = """
			UPDATE socialhook_delivery SET state = 'HANDLED', attempts = attempts + ?, handled_at = ?, waits_for = NULL
			WHERE id IN (SELECT id FROM socialhook_delivery WHERE waits_for = ? AND id >= ? AND id < ? ORDER BY id LIMIT ?)
			""";

	private final WriterConnection connection;

	private final DeliveryCount count;

	private final ReferenceIndexer references;

	IndexRows(WriterConnection connection, DeliveryCount count, ReferenceIndexer references) {
		this.connection = connection;
		this.count = count;
		this.references = references;
	}

	/**
	 * Writes parts of partitions, each with its new position or not at all.
	 * @return the partitions of which nothing was written, because another node has
	 * written since
	 */
	Set<Integer> write(int generation, List<IndexedPartition.Part> parts, Positions positions, Instant now)
			throws SQLException {
		// Before all rows, as whoever stores trouble does.
		this.count.hold(this.connection.connection());
		Set<Integer> lost = new HashSet<>();
		List<IndexRow> rows = new ArrayList<>();
		List<IndexedPartition.Repeat> repeats = new ArrayList<>();
		for (IndexedPartition.Part part : parts) {
			if (advance(generation, part)) {
				rows.addAll(part.rows());
				repeats.addAll(part.repeats());
			}
			else {
				lost.add(part.partition());
			}
		}
		if (!rows.isEmpty()) {
			insert(rows, positions, now);
		}
		for (IndexedPartition.Repeat repeat : repeats) {
			PreparedStatement repeated = this.connection.prepare(REPEATED);
			repeated.setLong(1, repeat.at().toEpochMilli());
			repeated.setLong(2, repeat.of().number());
			repeated.executeUpdate();
		}
		return lost;
	}

	private boolean advance(int generation, IndexedPartition.Part part) throws SQLException {
		PreparedStatement advance = this.connection.prepare(ADVANCE);
		advance.setInt(1, generation);
		advance.setInt(2, part.partition());
		advance.setLong(3, part.end());
		advance.setLong(4, part.readFrom());
		advance.setLong(5, part.from());
		return advance.executeUpdate() == 1;
	}

	private void insert(List<IndexRow> unsorted, Positions positions, Instant now) throws SQLException {
		// In one order everywhere, so that two nodes never wait for each other.
		List<IndexRow> rows = unsorted.stream()
			.sorted(Comparator.comparingLong((row) -> row.position().number()))
			.toList();
		Map<Set<String>, Integer> takers = takersOf(rows, positions);
		List<State> states = rows.stream().map((row) -> State.of(row, positions, takers, now)).toList();
		PreparedStatement insert = this.connection.prepare(INSERT);
		fill(insert, 1, "bigint", rows, (row) -> row.position().number());
		fill(insert, 2, "text", rows, IndexRow::endpoint);
		fill(insert, 3, "text", rows, IndexRow::event);
		fill(insert, 4, "text", rows, IndexRow::subject);
		fill(insert, 5, "bigint", rows, (row) -> row.receivedAt().toEpochMilli());
		fill(insert, 6, "text", states, (state) -> state.state().name());
		fill(insert, 7, "integer", states, State::attempts);
		fill(insert, 8, "bigint", states, State::handledAt);
		fill(insert, 9, "integer", states, State::waitsFor);
		fillDigests(insert, 10, rows);
		fill(insert, 11, "bigint", rows, IndexRow::fingerprint);
		fill(insert, 12, "integer", rows, IndexRow::size);
		List<Long> added = new ArrayList<>();
		try (ResultSet ids = insert.executeQuery()) {
			while (ids.next()) {
				added.add(ids.getLong(1));
			}
		}
		this.count.added(this.connection.connection(), added);
		Map<Long, Set<Long>> keys = new HashMap<>();
		rows.forEach((row) -> keys.put(row.position().number(), row.references()));
		keys.keySet().retainAll(added);
		this.references.addAll(this.connection, keys);
	}

	private <T> void fill(PreparedStatement statement, int index, String type, List<T> values,
			Function<T, @Nullable Object> column) throws SQLException {
		setArray(statement, index, type, values.stream().map(column).toArray());
	}

	private void fillDigests(PreparedStatement statement, int index, List<IndexRow> rows) throws SQLException {
		setArray(statement, index, "bytea", rows.stream().map((row) -> row.digest().array()).toArray(byte[][]::new));
	}

	private void setArray(PreparedStatement statement, int index, String type, @Nullable Object[] values)
			throws SQLException {
		Array array = this.connection.connection().createArrayOf(type, values);
		statement.setArray(index, array);
	}

	/** Returns the numbers of the sets of handlers that rows wait for. */
	private Map<Set<String>, Integer> takersOf(List<IndexRow> rows, Positions positions) throws SQLException {
		Set<Set<String>> wanted = new HashSet<>();
		rows.stream()
			.filter((row) -> !positions.havePassed(row.takers(), row.position()))
			.forEach((row) -> wanted.add(row.takers()));
		Map<Set<String>, Integer> numbers = new HashMap<>();
		if (wanted.isEmpty()) {
			return numbers;
		}
		try (ResultSet known = this.connection.prepare(KNOWN_TAKERS).executeQuery()) {
			while (known.next()) {
				numbers.put(namesIn(known.getString(2)), known.getInt(1));
			}
		}
		wanted.removeAll(numbers.keySet());
		for (Set<String> each : wanted) {
			PreparedStatement add = this.connection.prepare(ADD_TAKERS);
			add.setString(1, String.join("\n", new TreeSet<>(each)));
			try (ResultSet id = add.executeQuery()) {
				id.next();
				numbers.put(each, id.getInt(1));
			}
		}
		return numbers;
	}

	static Set<String> namesIn(String lines) {
		return new TreeSet<>(lines.lines().toList());
	}

	/**
	 * Ends what some handlers have passed, a bounded number.
	 * @return how many these were
	 */
	int settle(int takers, int handlers, LogPosition from, LogPosition to, int most, Instant now) throws SQLException {
		this.count.hold(this.connection.connection());
		PreparedStatement settle = this.connection.prepare(HANDLED);
		settle.setInt(1, handlers);
		settle.setLong(2, now.toEpochMilli());
		settle.setInt(3, takers);
		settle.setLong(4, from.number());
		settle.setLong(5, to.number());
		settle.setInt(6, most);
		return settle.executeUpdate();
	}

	/** In which state a delivery is indexed. */
	private record State(DeliveryState state, int attempts, @Nullable Long handledAt, @Nullable Integer waitsFor) {

		private static State of(IndexRow row, Positions positions, Map<Set<String>, Integer> takers, Instant now) {
			if (row.takers().isEmpty()) {
				return new State(DeliveryState.UNHANDLED, 0, null, null);
			}
			if (positions.havePassed(row.takers(), row.position())) {
				return new State(DeliveryState.HANDLED, row.takers().size(), now.toEpochMilli(), null);
			}
			return new State(DeliveryState.PENDING, 0, null, takers.get(row.takers()));
		}

	}

}
