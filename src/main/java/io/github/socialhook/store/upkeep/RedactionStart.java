package io.github.socialhook.store.upkeep;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.write.BackgroundTask;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Notes since when errors are recorded without what is masked now. What was recorded
 * before is neither shown nor found.
 */
public final class RedactionStart implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(RedactionStart.class);

	private static final String KNOWN = """
			SELECT paths FROM socialhook_redaction WHERE id = 1
			""";

	private static final String FORGET = """
			DELETE FROM socialhook_redaction WHERE id = 1
			""";

	private static final String NOTE = """
			INSERT INTO socialhook_redaction (id, paths, since) VALUES (1, ?, ?)
			ON CONFLICT (id) DO UPDATE SET paths = excluded.paths, since = excluded.since
			""";

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

	private static final Duration ONCE = Duration.ofDays(365);

	private final GroupWriter writer;

	private final JdbcClient jdbc;

	private final String paths;

	private final InstantSource clock;

	private final BackgroundTask task = new BackgroundTask("socialhook-redaction", () -> {
		note();
		return ONCE;
	}, new FixedBackOff(AFTER_FAILURE.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS),
			(failure) -> logger.debug("The start of the redaction could not be recorded, which is retried", failure));

	/**
	 * Creates it.
	 * @param paths what is masked; empty if nothing is
	 */
	public RedactionStart(GroupWriter writer, Store store, String paths, InstantSource clock) {
		this.writer = writer;
		this.jdbc = store.reader();
		this.paths = paths;
		this.clock = clock;
	}

	public void start() {
		this.task.start();
	}

	/** Compares what is masked with what was when this store was last opened. */
	public void note() {
		String known = this.jdbc.sql(KNOWN).query(String.class).optional().orElse("");
		if (!known.equals(this.paths)) {
			this.writer.execute(TIMEOUT, this::write);
		}
	}

	private boolean write(WriterConnection connection) throws SQLException {
		if (this.paths.isEmpty()) {
			connection.prepare(FORGET).executeUpdate();
			return true;
		}
		PreparedStatement note = connection.prepare(NOTE);
		note.setString(1, this.paths);
		note.setLong(2, this.clock.millis());
		note.executeUpdate();
		return true;
	}

	@Override
	public void close() {
		this.task.close();
	}

}
