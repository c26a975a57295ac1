package io.github.socialhook.store.postgresql;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.store.queue.Content;
import io.github.socialhook.store.queue.PutWrite;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** The statements that store a group of deliveries in PostgreSQL. */
final class PostgresPutStatements {

	/** In one order everywhere, so that two nodes never wait for each other. */
	private static final String LOCK = """
			SELECT pg_advisory_xact_lock(key) FROM (SELECT key FROM unnest(?) AS key ORDER BY key) AS keys
			""";

	/** Sorted by a column without an index, so that the planner has but one way to go. */
	private static final String FIND_REPEATS = """
			SELECT p.endpoint, p.digest, d.id
			FROM unnest(?, ?, ?, ?, ?) AS p (fingerprint, endpoint, digest, since, until)
			CROSS JOIN LATERAL (
				SELECT id FROM socialhook_delivery
				WHERE fingerprint = p.fingerprint AND digest = p.digest AND endpoint = p.endpoint
					AND received_at > p.since AND received_at < p.until AND state <> 'DUPLICATE'
				ORDER BY received_at DESC LIMIT 1) AS d
			""";

	/** An index leads to each, so that the planner has but one way to go. */
	private static final String FIND_MOVED = """
			SELECT p.spill_key, d.id
			FROM unnest(?, ?, ?, ?, ?) AS p (spill_key, fingerprint, endpoint, digest, received_at)
			CROSS JOIN LATERAL (
				SELECT id FROM socialhook_delivery WHERE spill_key = p.spill_key
				UNION ALL
				SELECT id FROM socialhook_delivery
				WHERE fingerprint = p.fingerprint AND digest = p.digest AND endpoint = p.endpoint
					AND received_at = p.received_at AND spill_key IS NULL
				LIMIT 1) AS d
			""";

	private static final String FIND_BUSY_SUBJECTS = """
			SELECT subject FROM socialhook_delivery
			WHERE subject = ANY (?) AND num_nonnulls(due_at) = 1 AND holder IS DISTINCT FROM ?
			UNION
			SELECT subject FROM socialhook_task
			WHERE state = 'PENDING' AND subject = ANY (?) AND holder IS DISTINCT FROM ?
			UNION
			SELECT subject FROM socialhook_task
			WHERE leased = 1 AND subject = ANY (?) AND holder IS DISTINCT FROM ?
			""";

	private static final String INSERT = """
			INSERT INTO socialhook_delivery (endpoint, event, subject, received_at, state, due_at, holder, digest, fingerprint,
				body, spill_key)
			SELECT p.endpoint, p.event, p.subject, p.received_at, 'PENDING', p.due_at, p.holder, p.digest,
				p.fingerprint, p.body, p.spill_key
			FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY
				AS p (endpoint, event, subject, received_at, due_at, holder, digest, fingerprint, body, spill_key, number)
			ORDER BY p.number
			RETURNING id
			""";

	private static final String INSERT_DUPLICATE = """
			INSERT INTO socialhook_delivery (endpoint, event, subject, received_at, state, digest, fingerprint, body, spill_key)
			VALUES (?, ?, ?, ?, 'DUPLICATE', ?, ?, ?, ?)
			""";

	private final WriterConnection connection;

	/** The name under which this process holds rows. */
	private final String holder;

	PostgresPutStatements(WriterConnection connection, String holder) {
		this.holder = holder;
		this.connection = connection;
	}

	void lock(List<Long> keys) throws SQLException {
		PreparedStatement lock = this.connection.prepare(LOCK);
		lock.setArray(1,
				this.connection.connection().createArrayOf("bigint", keys.stream().distinct().toArray(Long[]::new)));
		lock.executeQuery().close();
	}

	/** Finds which of them are stored already, within their windows. */
	Map<Content, DeliveryId> findRepeats(List<PutWrite> puts) throws SQLException {
		List<PutWrite> wary = puts.stream().filter((put) -> put.window() != null).toList();
		Map<Content, DeliveryId> found = new HashMap<>();
		PreparedStatement find = this.connection.prepare(FIND_REPEATS);
		find.setArray(1, numbers(wary, PutWrite::fingerprint));
		find.setArray(2, texts(wary, (put) -> put.delivery().endpoint().value()));
		find.setArray(3, bytes(wary, PutWrite::digest));
		find.setArray(4, numbers(wary, (put) -> Objects.requireNonNull(put.window()).from().toEpochMilli()));
		find.setArray(5, numbers(wary, (put) -> Objects.requireNonNull(put.window()).to().toEpochMilli()));
		try (ResultSet rows = find.executeQuery()) {
			while (rows.next()) {
				found.put(new Content(rows.getString(1), ByteBuffer.wrap(rows.getBytes(2))),
						RowNumber.idOf(rows.getLong(3)));
			}
		}
		return found;
	}

	/**
	 * Finds which of those out of a spill are here already: moved before, or stored
	 * directly without a confirmation in time.
	 */
	Map<String, DeliveryId> findMoved(List<PutWrite> puts) throws SQLException {
		List<PutWrite> spilled = puts.stream().filter((put) -> put.spillKey() != null).toList();
		Map<String, DeliveryId> found = new HashMap<>();
		if (!spilled.isEmpty()) {
			PreparedStatement find = this.connection.prepare(FIND_MOVED);
			find.setArray(1, texts(spilled, PutWrite::spillKey));
			find.setArray(2, numbers(spilled, PutWrite::fingerprint));
			find.setArray(3, texts(spilled, (put) -> put.delivery().endpoint().value()));
			find.setArray(4, bytes(spilled, PutWrite::digest));
			find.setArray(5, numbers(spilled, (put) -> put.delivery().receivedAt().toEpochMilli()));
			try (ResultSet rows = find.executeQuery()) {
				while (rows.next()) {
					found.put(rows.getString(1), RowNumber.idOf(rows.getLong(2)));
				}
			}
		}
		return found;
	}

	/**
	 * Finds the subjects of which another node, or no one yet, holds something earlier.
	 */
	Set<String> findBusySubjects(List<PutWrite> puts) throws SQLException {
		Array subjects = texts(puts, PostgresPutStatements::subjectOf);
		PreparedStatement find = this.connection.prepare(FIND_BUSY_SUBJECTS);
		find.setArray(1, subjects);
		find.setString(2, this.holder);
		find.setArray(3, subjects);
		find.setString(4, this.holder);
		find.setArray(5, subjects);
		find.setString(6, this.holder);
		Set<String> busy = new HashSet<>();
		try (ResultSet rows = find.executeQuery()) {
			while (rows.next()) {
				busy.add(rows.getString(1));
			}
		}
		return busy;
	}

	/** Inserts them, and returns their numbers, in the same order. */
	List<DeliveryId> insert(List<PutWrite> puts) throws SQLException {
		PreparedStatement insert = this.connection.prepare(INSERT);
		insert.setArray(1, texts(puts, (put) -> put.delivery().endpoint().value()));
		insert.setArray(2, texts(puts, (put) -> Objects.toString(put.delivery().event(), null)));
		insert.setArray(3, texts(puts, PostgresPutStatements::subjectOf));
		insert.setArray(4, numbers(puts, (put) -> put.delivery().receivedAt().toEpochMilli()));
		insert.setArray(5, numbers(puts, (put) -> put.dueAt().toEpochMilli()));
		insert.setArray(6, texts(puts, (put) -> put.isHandedOver() ? this.holder : null));
		insert.setArray(7, bytes(puts, PutWrite::digest));
		insert.setArray(8, numbers(puts, PutWrite::fingerprint));
		insert.setArray(9, bytes(puts, (put) -> put.delivery().payload().bytes()));
		insert.setArray(10, texts(puts, PutWrite::spillKey));
		List<DeliveryId> ids = new ArrayList<>(puts.size());
		try (ResultSet rows = insert.executeQuery()) {
			while (rows.next()) {
				ids.add(RowNumber.idOf(rows.getLong(1)));
			}
		}
		return ids;
	}

	/** Inserts one that was acknowledged before it was found out to be a duplicate. */
	void insertDuplicate(PutWrite put) throws SQLException {
		PreparedStatement insert = this.connection.prepare(INSERT_DUPLICATE);
		insert.setString(1, put.delivery().endpoint().value());
		insert.setString(2, Objects.toString(put.delivery().event(), null));
		insert.setString(3, subjectOf(put));
		insert.setLong(4, put.delivery().receivedAt().toEpochMilli());
		insert.setBytes(5, put.digest());
		insert.setLong(6, put.fingerprint());
		insert.setBytes(7, put.delivery().payload().bytes());
		insert.setString(8, put.spillKey());
		insert.executeUpdate();
	}

	// Arrays of these very types go to the server as they are, others as text.

	private Array texts(List<PutWrite> puts, Function<PutWrite, @Nullable String> column) throws SQLException {
		@Nullable String[] values = new String[puts.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = column.apply(puts.get(i));
		}
		return this.connection.connection().createArrayOf("text", values);
	}

	private Array numbers(List<PutWrite> puts, ToLongFunction<PutWrite> column) throws SQLException {
		Long[] values = new Long[puts.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = column.applyAsLong(puts.get(i));
		}
		return this.connection.connection().createArrayOf("bigint", values);
	}

	private Array bytes(List<PutWrite> puts, Function<PutWrite, byte[]> column) throws SQLException {
		byte[][] values = new byte[puts.size()][];
		for (int i = 0; i < values.length; i++) {
			values[i] = column.apply(puts.get(i));
		}
		return this.connection.connection().createArrayOf("bytea", values);
	}

	private static @Nullable String subjectOf(PutWrite put) {
		return Objects.toString(put.delivery().subject(), null);
	}

}
