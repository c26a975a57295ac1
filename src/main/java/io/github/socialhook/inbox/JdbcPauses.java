package io.github.socialhook.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The pauses in the store. */
final class JdbcPauses implements Pauses {

	private static final String ALL = """
			SELECT handler, since FROM handler_pause
			""";

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final GroupWriter writer;

	private final JdbcClient jdbc;

	private final InstantSource clock;

	JdbcPauses(GroupWriter writer, JdbcClient jdbc, InstantSource clock) {
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
		PauseWrite write = new PauseWrite(handler, since);
		if (!this.writer.offer(write)) {
			throw new StoreUnavailableException("Too much is waiting to be stored", null);
		}
		try {
			write.written().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new StoreUnavailableException("The pause of handler '" + handler + "' could not be stored", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the pause was being stored", ex);
		}
	}

}
