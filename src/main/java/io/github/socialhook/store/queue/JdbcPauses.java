package io.github.socialhook.store.queue;

import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.socialhook.inbox.Pauses;
import io.github.socialhook.store.write.GroupWriter;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The pauses in the store. */
public final class JdbcPauses implements Pauses {

	private static final String ALL = """
			SELECT handler, since FROM socialhook_handler_pause
			""";

	private static final String PAUSE = """
			INSERT INTO socialhook_handler_pause (handler, since) VALUES (?, ?) ON CONFLICT (handler) DO NOTHING
			""";

	private static final String RESUME = """
			DELETE FROM socialhook_handler_pause WHERE handler = ?
			""";

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final GroupWriter writer;

	private final JdbcClient jdbc;

	private final InstantSource clock;

	public JdbcPauses(GroupWriter writer, JdbcClient jdbc, InstantSource clock) {
		this.writer = writer;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public Map<String, Instant> all() {
		return this.jdbc.sql(ALL)
			.query((row, number) -> Map.entry(row.getString("handler"), Instant.ofEpochMilli(row.getLong("since"))))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	@Override
	public void pause(String handler) {
		write(handler, this.clock.instant());
	}

	@Override
	public void resume(String handler) {
		write(handler, null);
	}

	private void write(String handler, @Nullable Instant since) {
		this.writer.execute(TIMEOUT, (connection) -> {
			PreparedStatement write = connection.prepare((since != null) ? PAUSE : RESUME);
			write.setString(1, handler);
			if (since != null) {
				write.setLong(2, since.toEpochMilli());
			}
			return write.executeUpdate();
		});
	}

}
