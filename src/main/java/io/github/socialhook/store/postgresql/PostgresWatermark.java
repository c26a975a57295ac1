package io.github.socialhook.store.postgresql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import io.github.socialhook.store.database.Watermark;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A lower number may be committed after a higher one. So a number counts when every
 * transaction has ended that had begun to write when it was seen, or when no transaction
 * of ours can have lasted since then.
 */
final class PostgresWatermark implements Watermark {

	private static final String LOOK = """
			SELECT coalesce((SELECT max(id) FROM socialhook_delivery WHERE id >= :reached), :reached) AS highest,
				pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next_transaction,
				pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest_running
			""";

	/** A transaction gets its own number a little after it has numbered a delivery. */
	private static final Duration LEAST_AGE = Duration.ofSeconds(1);

	/** What others leave open does not stop this for ever. */
	private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(2);

	private @Nullable Look pending;

	private long reached;

	@Override
	public synchronized long find(JdbcClient jdbc) {
		Look now = jdbc.sql(LOOK).param("reached", this.reached).query((row, number) -> Look.of(row)).single();
		Look before = this.pending;
		if (before == null) {
			this.pending = now;
		}
		else if (before.isOver(now)) {
			this.reached = before.highest();
			this.pending = now;
		}
		return this.reached;
	}

	/**
	 * What was there at one moment.
	 *
	 * @param highest the highest number of a delivery
	 * @param nextTransaction no transaction had begun to write that has this number or a
	 * higher one
	 * @param oldestRunning all with lower numbers than this had ended
	 * @param nanos when that was
	 */
	private record Look(long highest, long nextTransaction, long oldestRunning, long nanos) {

		private static Look of(ResultSet row) throws SQLException {
			return new Look(row.getLong("highest"), row.getLong("next_transaction"), row.getLong("oldest_running"),
					System.nanoTime());
		}

		private boolean isOver(Look now) {
			long age = now.nanos - this.nanos;
			return (age > LEAST_AGE.toNanos() && now.oldestRunning >= this.nextTransaction)
					|| age > LONGEST_TRANSACTION.toNanos();
		}

	}

}
