package io.github.socialhook.store.postgresql;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.write.WriterConnection;

/**
 * Keeps the order of a subject among nodes, and lets one of them at a time handle what is
 * about it.
 */
final class PostgresTurns {

	private static final String OUT_OF_TURN = """
			SELECT d.id FROM socialhook_delivery d
			WHERE d.id = ANY (?) AND (EXISTS (
				SELECT 1 FROM socialhook_delivery e
				WHERE e.subject = d.subject AND e.id < d.id AND num_nonnulls(e.due_at) = 1
					AND (e.holder <> ? OR e.due_at <= ?) AND NOT e.id = ANY (?)
				OFFSET 0)
			OR EXISTS (
				SELECT 1 FROM socialhook_task t
				WHERE t.leased = 1 AND t.subject = d.subject AND t.holder <> ? AND t.due_at > ?
				OFFSET 0))
			""";

	/**
	 * What is held of a subject comes before what waits for it, but for what is due again
	 * since: of that there is never so much.
	 */
	private static final String HELD = """
			EXISTS (
				SELECT 1 FROM (
					SELECT e.holder, e.due_at FROM socialhook_delivery e
					WHERE e.subject = %s AND num_nonnulls(e.due_at) = 1
					ORDER BY e.id LIMIT 1000) AS held
				WHERE held.holder <> %s AND held.due_at > ?)
			""";

	private static final String DELIVERIES_ELSEWHERE = """
			SELECT s.subject FROM unnest(?) AS s (subject)
			WHERE
			""" + String.format(Locale.ROOT, HELD, "s.subject", "?");

	private static final String TASKS_ELSEWHERE = DELIVERIES_ELSEWHERE + """
			OR EXISTS (
				SELECT 1 FROM socialhook_task t
				WHERE t.leased = 1 AND t.subject = s.subject AND t.handler = ? AND t.holder <> ? AND t.due_at > ?
				OFFSET 0)
			""";

	/** Waits for nobody, so that two nodes never wait for each other. */
	private static final String TRY_LOCK = """
			SELECT key FROM unnest(?) AS key WHERE pg_try_advisory_xact_lock(key)
			""";

	private PostgresTurns() {
	}

	/** FNV-1a: the same on every node. */
	static long keyOf(Subject subject) {
		long key = 0xcbf29ce484222325L;
		String text = subject.toString();
		for (int i = 0; i < text.length(); i++) {
			key = (key ^ text.charAt(i)) * 0x100000001b3L;
		}
		return key;
	}

	/** The condition for a task that no delivery of its subject is held elsewhere. */
	static String notElsewhere(String holder) {
		return "NOT " + String.format(Locale.ROOT, HELD, "t.subject", "'" + holder + "'");
	}

	/**
	 * Finds which of them follow something of their subject that is due, or that another
	 * node holds.
	 */
	static Set<DeliveryId> outOfTurn(WriterConnection connection, List<Claim> candidates, String holder, Instant now)
			throws SQLException {
		if (candidates.isEmpty()) {
			return Set.of();
		}
		Set<Subject> taken = takenElsewhere(connection, candidates);
		// What has never been claimed is followed by nothing that is held.
		List<Claim> again = candidates.stream().filter(Claim::isAgain).toList();
		taken.addAll(find(connection, DELIVERIES_ELSEWHERE, again, holder, now));
		Set<DeliveryId> found = following(connection, candidates, holder, now);
		found.addAll(about(taken, candidates));
		return found;
	}

	private static Set<DeliveryId> following(WriterConnection connection, List<Claim> candidates, String holder,
			Instant now) throws SQLException {
		Array array = connection.connection()
			.createArrayOf("bigint", candidates.stream().map((claim) -> RowNumber.of(claim.id())).toArray(Long[]::new));
		PreparedStatement find = connection.prepare(OUT_OF_TURN);
		find.setArray(1, array);
		find.setString(2, holder);
		find.setLong(3, now.toEpochMilli());
		find.setArray(4, array);
		find.setString(5, holder);
		find.setLong(6, now.toEpochMilli());
		Set<DeliveryId> found = new HashSet<>();
		try (ResultSet rows = find.executeQuery()) {
			while (rows.next()) {
				found.add(RowNumber.idOf(rows.getLong(1)));
			}
		}
		return found;
	}

	/**
	 * Finds which tasks of a handler are about something of which another node holds a
	 * delivery, or a task of the same handler.
	 */
	static Set<DeliveryId> tasksOutOfTurn(WriterConnection connection, List<Claim> candidates, String holder,
			Instant now) throws SQLException {
		Set<Subject> taken = takenElsewhere(connection, candidates);
		taken.addAll(find(connection, TASKS_ELSEWHERE, candidates, holder, now));
		return about(taken, candidates);
	}

	/**
	 * Locks the subjects of candidates, and returns those that another node has locked.
	 */
	private static Set<Subject> takenElsewhere(WriterConnection connection, List<Claim> candidates)
			throws SQLException {
		Map<Long, Subject> subjects = new HashMap<>();
		subjectsOf(candidates).forEach((subject) -> subjects.put(keyOf(subject), subject));
		if (!subjects.isEmpty()) {
			PreparedStatement lock = connection.prepare(TRY_LOCK);
			lock.setArray(1, connection.connection().createArrayOf("bigint", subjects.keySet().toArray(Long[]::new)));
			try (ResultSet locked = lock.executeQuery()) {
				while (locked.next()) {
					subjects.remove(locked.getLong(1));
				}
			}
		}
		return new HashSet<>(subjects.values());
	}

	private static Set<Subject> find(WriterConnection connection, String sql, List<Claim> candidates, String holder,
			Instant now) throws SQLException {
		Set<Subject> subjects = subjectsOf(candidates);
		Set<Subject> found = new HashSet<>();
		if (!subjects.isEmpty()) {
			PreparedStatement find = connection.prepare(sql);
			find.setArray(1, connection.connection()
				.createArrayOf("text", subjects.stream().map(Subject::toString).toArray(String[]::new)));
			find.setString(2, holder);
			find.setLong(3, now.toEpochMilli());
			if (sql.equals(TASKS_ELSEWHERE)) {
				find.setString(4, candidates.getFirst().handler());
				find.setString(5, holder);
				find.setLong(6, now.toEpochMilli());
			}
			try (ResultSet rows = find.executeQuery()) {
				while (rows.next()) {
					found.add(Subject.parse(rows.getString(1)));
				}
			}
		}
		return found;
	}

	private static Set<Subject> subjectsOf(List<Claim> claims) {
		return claims.stream()
			.map((claim) -> claim.delivery().subject())
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
	}

	private static Set<DeliveryId> about(Set<Subject> subjects, List<Claim> claims) {
		return claims.stream()
			.filter((claim) -> subjects.contains(claim.delivery().subject()))
			.map(Claim::id)
			.collect(Collectors.toSet());
	}

}
