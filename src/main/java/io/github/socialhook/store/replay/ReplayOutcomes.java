package io.github.socialhook.store.replay;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds out what became of the deliveries that replays made due, a bounded number at a
 * time. What it has found stays true whatever becomes of a delivery later.
 */
final class ReplayOutcomes {

	/** How many deliveries one look is about. */
	static final int MOST = 500;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	/**
	 * What counts in a replay to one handler is where that handler stands. Each is looked
	 * up by its number: a join would read the whole of a table that is not large.
	 */
	private static final String OPEN = """
			SELECT followed.replay_id, followed.delivery_id, followed.outcome, coalesce(
				(SELECT t.state FROM socialhook_task t WHERE t.delivery_id = followed.delivery_id
					AND t.handler = (SELECT r.handler FROM socialhook_replay r WHERE r.id = followed.replay_id)),
				(SELECT d.state FROM socialhook_delivery d WHERE d.id = followed.delivery_id), 'DELETED') AS state
			FROM (SELECT replay_id, delivery_id, outcome FROM socialhook_replay_delivery
				WHERE outcome IN ('PENDING', 'RETRYING') AND (replay_id, delivery_id) > (:replay, :delivery)
				ORDER BY replay_id, delivery_id LIMIT :most) AS followed
			ORDER BY followed.replay_id, followed.delivery_id
			""";

	private static final String OF_REPLAY = """
			SELECT DISTINCT outcome FROM socialhook_replay_delivery WHERE replay_id = :replay
			""";

	private static final String NOTE = """
			UPDATE socialhook_replay_delivery SET outcome = ? WHERE replay_id = ? AND delivery_id = ? AND outcome = ?
			""";

	private static final String COUNT = """
			UPDATE socialhook_replay SET handled = handled + ?, retrying = retrying + ?, failed = failed + ?, other = other + ?
			WHERE id = ?
			""";

	private static final String FORGOTTEN = """
			SELECT replay_id FROM (SELECT replay_id FROM socialhook_replay_delivery
				WHERE replay_id > 0 ORDER BY replay_id, delivery_id LIMIT 1)
				AS oldest
			WHERE NOT EXISTS (SELECT 1 FROM socialhook_replay r WHERE r.id = oldest.replay_id)
			""";

	private static final String FORGET = """
			DELETE FROM socialhook_replay_delivery WHERE replay_id = ? AND delivery_id IN (
				SELECT delivery_id FROM socialhook_replay_delivery WHERE replay_id = ? ORDER BY delivery_id LIMIT ?)
			""";

	private final JdbcClient jdbc;

	private final GroupWriter writer;

	private final QueueDialect dialect;

	/** Where the next look begins. */
	private Followed last = Followed.FIRST;

	ReplayOutcomes(JdbcClient jdbc, GroupWriter writer, QueueDialect dialect) {
		this.jdbc = jdbc;
		this.writer = writer;
		this.dialect = dialect;
	}

	/** Returns what became of the deliveries of a replay so far. */
	Set<String> of(long replay) {
		return Set.copyOf(this.jdbc.sql(OF_REPLAY).param("replay", replay).query(String.class).list());
	}

	/**
	 * Notes what became of some more deliveries, and forgets some of which nobody can ask
	 * any more.
	 */
	void follow() {
		List<Followed> open = this.jdbc.sql(OPEN)
			.param("replay", this.last.replay())
			.param("delivery", this.last.delivery())
			.param("most", MOST)
			.query((row, number) -> Followed.of(row))
			.list();
		this.last = (open.size() == MOST) ? open.getLast() : Followed.FIRST;
		Map<Long, List<Followed>> changed = open.stream()
			.filter((each) -> !each.state().equals(each.outcome()))
			.collect(Collectors.groupingBy(Followed::replay, TreeMap::new, Collectors.toList()));
		changed.forEach((replay, deliveries) -> this.writer.execute(TIMEOUT,
				(connection) -> note(connection, replay, deliveries)));
		this.jdbc.sql(FORGOTTEN)
			.query(Long.class)
			.optional()
			.ifPresent((replay) -> this.writer.execute(TIMEOUT, (connection) -> forget(connection, replay)));
	}

	private boolean note(WriterConnection connection, long replay, List<Followed> deliveries) throws SQLException {
		// Waits for no other node: that would keep what is written together with it
		// waiting.
		PreparedStatement lock = connection
			.prepare("SELECT id FROM socialhook_replay WHERE id = ? " + this.dialect.lock("socialhook_replay"));
		lock.setLong(1, replay);
		try (ResultSet row = lock.executeQuery()) {
			if (!row.next()) {
				return false;
			}
		}
		Map<Column, Long> counts = new EnumMap<>(Column.class);
		PreparedStatement note = connection.prepare(NOTE);
		for (Followed delivery : deliveries) {
			note.setString(1, delivery.state());
			note.setLong(2, replay);
			note.setLong(3, delivery.delivery());
			note.setString(4, delivery.outcome());
			if (note.executeUpdate() == 1) {
				counts.merge(Column.of(delivery.state()), 1L, Long::sum);
				counts.merge(Column.of(delivery.outcome()), -1L, Long::sum);
			}
		}
		PreparedStatement count = connection.prepare(COUNT);
		count.setLong(1, counts.getOrDefault(Column.HANDLED, 0L));
		count.setLong(2, counts.getOrDefault(Column.RETRYING, 0L));
		count.setLong(3, counts.getOrDefault(Column.FAILED, 0L));
		count.setLong(4, counts.getOrDefault(Column.OTHER, 0L));
		count.setLong(5, replay);
		return count.executeUpdate() == 1;
	}

	private static int forget(WriterConnection connection, long replay) throws SQLException {
		PreparedStatement forget = connection.prepare(FORGET);
		forget.setLong(1, replay);
		forget.setLong(2, replay);
		forget.setInt(3, MOST);
		return forget.executeUpdate();
	}

	/** Where an outcome is counted. */
	private enum Column {

		OPEN, HANDLED, RETRYING, FAILED, OTHER;

		private static Column of(String outcome) {
			return switch (outcome) {
				case "PENDING" -> OPEN;
				case "HANDLED" -> HANDLED;
				case "RETRYING" -> RETRYING;
				case "DEAD", "UNREADABLE" -> FAILED;
				default -> OTHER;
			};
		}

	}

	/**
	 * A delivery of a replay.
	 *
	 * @param replay the number of the replay
	 * @param delivery the number of the delivery
	 * @param outcome what is noted
	 * @param state where it stands
	 */
	private record Followed(long replay, long delivery, String outcome, String state) {

		private static final Followed FIRST = new Followed(0, 0, "", "");

		private static Followed of(ResultSet row) throws SQLException {
			return new Followed(row.getLong("replay_id"), row.getLong("delivery_id"), row.getString("outcome"),
					row.getString("state"));
		}

	}

}
