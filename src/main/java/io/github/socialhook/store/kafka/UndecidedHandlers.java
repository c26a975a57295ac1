package io.github.socialhook.store.kafka;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;

/**
 * The handlers for which Kafka keeps no position yet, although deliveries may have been
 * written to the log since they were deployed. Kept in the database, because the node
 * that knows it may be killed before Kafka answers.
 */
public final class UndecidedHandlers {

	private static final String ADD = """
			INSERT INTO socialhook_log_undecided (topic, handler, since) VALUES (?, ?, ?)
			ON CONFLICT (topic, handler) DO UPDATE SET since = least(socialhook_log_undecided.since, excluded.since)
			""";

	private static final String FIND = """
			SELECT handler, since FROM socialhook_log_undecided WHERE topic = ?
			""";

	private static final String REMOVE = """
			DELETE FROM socialhook_log_undecided WHERE topic = ? AND handler = ?
			""";

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final GroupWriter writer;

	private final String topic;

	/**
	 * Creates it.
	 * @param writer writes to the database
	 * @param topic the name of the topic of the log
	 */
	public UndecidedHandlers(GroupWriter writer, String topic) {
		this.writer = writer;
		this.topic = topic;
	}

	/**
	 * Adds handlers.
	 * @param handlers the names of the handlers
	 * @param since when the node that has them was started; of several times for a
	 * handler, the first is kept
	 * @throws StoreUnavailableException if the database does not answer
	 */
	public void add(Collection<String> handlers, Instant since) {
		this.writer.execute(TIMEOUT, (connection) -> {
			PreparedStatement add = connection.prepare(ADD);
			// In the same order on each node.
			for (String handler : handlers.stream().sorted().toList()) {
				add.setString(1, this.topic);
				add.setString(2, handler);
				add.setLong(3, since.toEpochMilli());
				add.executeUpdate();
			}
			return handlers.size();
		});
	}

	/**
	 * Returns since when each handler is undecided.
	 * @return when the first node that has it was started, by the name of the handler
	 * @throws StoreUnavailableException if the database does not answer
	 */
	public Map<String, Instant> find() {
		return this.writer.execute(TIMEOUT, this::find);
	}

	private Map<String, Instant> find(WriterConnection connection) throws SQLException {
		PreparedStatement find = connection.prepare(FIND);
		find.setString(1, this.topic);
		Map<String, Instant> found = new HashMap<>();
		try (ResultSet row = find.executeQuery()) {
			while (row.next()) {
				found.put(row.getString(1), Instant.ofEpochMilli(row.getLong(2)));
			}
		}
		return found;
	}

	/**
	 * Removes a handler, because Kafka keeps its position now.
	 * @param handler the name of the handler
	 * @throws StoreUnavailableException if the database does not answer
	 */
	public void remove(String handler) {
		this.writer.execute(TIMEOUT, (connection) -> {
			PreparedStatement remove = connection.prepare(REMOVE);
			remove.setString(1, this.topic);
			remove.setString(2, handler);
			return remove.executeUpdate();
		});
	}

}
