package io.github.socialhook.store.postgresql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.store.queue.Content;
import io.github.socialhook.store.queue.DeliveryRows;
import io.github.socialhook.store.queue.PutWrite;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.write.WriterConnection;

/**
 * Stores one group of deliveries in PostgreSQL with a handful of statements, whatever its
 * size. Locks on what the group says and is about make two nodes that store the same
 * thing, or something about the same subject, do so one after the other; they end with
 * the commit.
 */
final class PostgresPuts {

	private final WriterConnection connection;

	private final QueueDialect dialect;

	private final PostgresPutStatements statements;

	private final List<PutWrite> fresh = new ArrayList<>();

	/** What is stored already. */
	private final Map<PutWrite, DeliveryId> known = new LinkedHashMap<>();

	/** What comes again within the group, with the first of its kind. */
	private final Map<PutWrite, PutWrite> repeats = new LinkedHashMap<>();

	PostgresPuts(WriterConnection connection, QueueDialect dialect) {
		this.connection = connection;
		this.dialect = dialect;
		this.statements = new PostgresPutStatements(connection, dialect.holder());
	}

	void put(List<PutWrite> group) throws SQLException {
		List<PutWrite> puts = group.stream().filter(PutWrite::begin).toList();
		if (puts.isEmpty()) {
			return;
		}
		boolean dispatched = puts.getFirst().isDispatchedHere();
		this.statements.lock(keysOf(puts, dispatched));
		sort(puts, this.statements.findRepeats(puts), this.statements.findMoved(puts));
		noteKnown();
		if (!this.fresh.isEmpty()) {
			schedule(dispatched);
			insert();
		}
	}

	private static List<Long> keysOf(List<PutWrite> puts, boolean dispatched) {
		List<Long> keys = new ArrayList<>(puts.stream().map(PutWrite::fingerprint).toList());
		for (PutWrite put : puts) {
			Subject subject = put.delivery().subject();
			if (dispatched && subject != null) {
				keys.add(PostgresTurns.keyOf(subject));
			}
		}
		return keys;
	}

	private void sort(List<PutWrite> puts, Map<Content, DeliveryId> stored, Map<String, DeliveryId> moved) {
		Map<Content, PutWrite> firsts = new HashMap<>();
		for (PutWrite put : puts) {
			DeliveryId before = (put.spillKey() != null) ? moved.get(put.spillKey()) : null;
			if (before != null) {
				put.markStoredBefore(before);
				continue;
			}
			DeliveryId earlier = stored.get(Content.of(put));
			PutWrite first = (put.window() != null) ? firsts.putIfAbsent(Content.of(put), put) : null;
			if (earlier != null) {
				this.known.put(put, earlier);
			}
			else if (first != null) {
				this.repeats.put(put, first);
			}
			else {
				this.fresh.add(put);
			}
		}
	}

	/** In one order everywhere, so that no two writers wait for each other. */
	private void noteKnown() throws SQLException {
		List<PutWrite> puts = new ArrayList<>(this.known.keySet());
		puts.sort(Comparator.comparingLong((put) -> RowNumber.of(Objects.requireNonNull(this.known.get(put)))));
		for (PutWrite put : puts) {
			noteRepeat(put, Objects.requireNonNull(this.known.get(put)));
		}
	}

	private void noteRepeat(PutWrite put, DeliveryId first) throws SQLException {
		new DeliveryRows(this.connection, this.dialect).noteRepeat(first, put.delivery().receivedAt());
		if (put.spillKey() != null) {
			this.statements.insertDuplicate(put);
		}
		put.markDuplicate(first);
	}

	/**
	 * What follows something that another node still holds must wait its turn in the
	 * store.
	 */
	private void schedule(boolean dispatched) throws SQLException {
		Set<String> busy = dispatched ? this.statements.findBusySubjects(this.fresh) : Set.of();
		for (PutWrite put : this.fresh) {
			put.schedule(dispatched && !busy.contains(String.valueOf(put.delivery().subject())));
			if (!put.isHandedOver()) {
				this.connection.noteDue();
			}
		}
	}

	private void insert() throws SQLException {
		List<DeliveryId> ids = this.statements.insert(this.fresh);
		for (int i = 0; i < ids.size(); i++) {
			this.fresh.get(i).markStored(ids.get(i));
		}
		for (Map.Entry<PutWrite, PutWrite> repeat : this.repeats.entrySet()) {
			noteRepeat(repeat.getKey(), repeat.getValue().storedId());
		}
	}

}
