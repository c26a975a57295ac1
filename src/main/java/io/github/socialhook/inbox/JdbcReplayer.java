package io.github.socialhook.inbox;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.socialhook.delivery.DeliveryId;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The face of the store that makes deliveries due again. */
final class JdbcReplayer implements Replayer {

	private static final long PATIENCE_SECONDS = 10;

	private static final String WAITING = """
			SELECT (SELECT count(*) FROM (SELECT 1 FROM delivery WHERE due_at IS NOT NULL LIMIT :enough) AS fresh)
				+ (SELECT count(*) FROM (SELECT 1 FROM task WHERE state = 'PENDING' LIMIT :enough) AS single)
			""";

	private final GroupWriter writer;

	private final HandOver handOver;

	private final JdbcClient jdbc;

	private final InstantSource clock;

	JdbcReplayer(GroupWriter writer, HandOver handOver, JdbcClient jdbc, InstantSource clock) {
		this.writer = writer;
		this.handOver = handOver;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public int replay(List<DeliveryId> ids, @Nullable String handler) {
		ReplayWrite write = new ReplayWrite(ids, handler, this.clock.instant(), this.handOver);
		if (!this.writer.offer(write)) {
			throw new IllegalStateException("Too much is waiting to be stored");
		}
		try {
			return write.replayed().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("The store failed", ex.getCause());
		}
		catch (TimeoutException ex) {
			// What is still in the queue is not written for nobody.
			write.replayed().cancel(false);
			throw new IllegalStateException("The store did not answer in time", ex);
		}
		catch (InterruptedException ex) {
			write.replayed().cancel(false);
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for the store", ex);
		}
	}

	@Override
	public boolean isBusy(int enough) {
		return this.jdbc.sql(WAITING).param("enough", enough).query(Long.class).single() >= enough;
	}

}
