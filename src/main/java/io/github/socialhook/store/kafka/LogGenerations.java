package io.github.socialhook.store.kafka;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;

import io.github.socialhook.inbox.StoreUnavailableException;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;
import org.apache.kafka.common.Uuid;

/**
 * Numbers the incarnations of the topic: offsets begin anew in each, so that ids would
 * otherwise be given twice.
 */
public final class LogGenerations {

	/** So that of two nodes that start together the second waits for the first. */
	private static final String LOCK = """
			LOCK TABLE socialhook_log_topic IN SHARE ROW EXCLUSIVE MODE
			""";

	private static final String FIND = """
			SELECT generation FROM socialhook_log_topic WHERE topic_id = ?
			""";

	private static final String NEXT = """
			SELECT coalesce(max(generation) + 1, 0) FROM socialhook_log_topic
			""";

	private static final String INSERT = """
			INSERT INTO socialhook_log_topic (generation, topic_id, topic, created_at) VALUES (?, ?, ?, ?)
			""";

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final GroupWriter writer;

	private final InstantSource clock;

	public LogGenerations(GroupWriter writer, InstantSource clock) {
		this.writer = writer;
		this.clock = clock;
	}

	/**
	 * Returns the number of an incarnation, which is a new one the first time.
	 * @param topicId the id that Kafka gave the topic when it was created
	 * @param topic the name of the topic
	 * @return the number; empty if there are none left
	 * @throws StoreUnavailableException if the database does not answer
	 */
	public OptionalInt generationOf(Uuid topicId, String topic) {
		int generation = this.writer.execute(TIMEOUT,
				(connection) -> findOrInsert(connection, topicId.toString(), topic));
		return (generation <= LogPosition.MAX_GENERATION) ? OptionalInt.of(generation) : OptionalInt.empty();
	}

	private int findOrInsert(WriterConnection connection, String topicId, String topic) throws SQLException {
		connection.prepare(LOCK).execute();
		PreparedStatement find = connection.prepare(FIND);
		find.setString(1, topicId);
		try (ResultSet row = find.executeQuery()) {
			if (row.next()) {
				return row.getInt(1);
			}
		}
		int next = next(connection);
		if (next <= LogPosition.MAX_GENERATION) {
			PreparedStatement insert = connection.prepare(INSERT);
			insert.setInt(1, next);
			insert.setString(2, topicId);
			insert.setString(3, topic);
			insert.setLong(4, this.clock.millis());
			insert.executeUpdate();
		}
		return next;
	}

	private static int next(WriterConnection connection) throws SQLException {
		try (ResultSet row = connection.prepare(NEXT).executeQuery()) {
			row.next();
			return row.getInt(1);
		}
	}

}
