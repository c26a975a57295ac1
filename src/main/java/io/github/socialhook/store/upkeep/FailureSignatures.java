package io.github.socialhook.store.upkeep;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.socialhook.inbox.Failure;
import io.github.socialhook.store.database.DatabaseDialect;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.write.BackgroundTask;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Gives failures that an earlier version has recorded the signature of their error, so
 * that they are in a group like all others. It goes once through what handlers have not
 * handled, a bounded number at a time.
 */
public final class FailureSignatures implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(FailureSignatures.class);

	private static final int WINDOW = 500;

	private static final String LOCK = "*signatures";

	private static final String TASKS = """
			SELECT delivery_id, handler, state, signature FROM socialhook_task
			WHERE (delivery_id, handler) > (:delivery, :handler)
			ORDER BY delivery_id, handler LIMIT :window
			""";

	private static final String LATEST = """
			SELECT started_at, error_type, error_message, error_trace FROM socialhook_attempt
			WHERE delivery_id = :delivery AND handler = :handler AND error_type IS NOT NULL
			ORDER BY started_at DESC, number DESC LIMIT 1
			""";

	private static final String SIGN = """
			UPDATE socialhook_task SET signature = ?, failed_at = ?
			WHERE delivery_id = ? AND handler = ? AND signature IS NULL AND state IN ('RETRYING', 'DEAD')
			""";

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	private static final Duration BETWEEN_WINDOWS = Duration.ofMillis(50);

	private static final Duration BETWEEN_ROUNDS = Duration.ofDays(1);

	private final GroupWriter writer;

	private final JdbcClient jdbc;

	private final DatabaseDialect dialect;

	private final BackgroundTask task = new BackgroundTask("socialhook-signatures",
			() -> work() ? BETWEEN_WINDOWS : BETWEEN_ROUNDS,
			new FixedBackOff(BETWEEN_ROUNDS.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS),
			(failure) -> logger.debug("Earlier failures could not be grouped, which is retried", failure));

	private Key last = Key.FIRST;

	public FailureSignatures(GroupWriter writer, Store store) {
		this.writer = writer;
		this.jdbc = store.reader();
		this.dialect = store.dialect();
	}

	public void start() {
		this.task.start();
	}

	/**
	 * Looks at some more.
	 * @return false at the end; the next call begins again
	 */
	public boolean work() {
		List<Row> rows = this.jdbc.sql(TASKS)
			.param("delivery", this.last.delivery())
			.param("handler", this.last.handler())
			.param("window", WINDOW)
			.query((row, number) -> new Row(new Key(row.getLong("delivery_id"), row.getString("handler")),
					row.getString("signature") == null && isFailure(row.getString("state"))))
			.list();
		List<Signed> signed = new ArrayList<>();
		rows.stream().filter(Row::unsigned).map(Row::key).forEach((key) -> sign(key).ifPresent(signed::add));
		if (!signed.isEmpty()) {
			this.writer.execute(TIMEOUT, (connection) -> write(connection, signed));
		}
		boolean more = rows.size() == WINDOW;
		this.last = more ? rows.getLast().key() : Key.FIRST;
		return more;
	}

	private static boolean isFailure(String state) {
		return state.equals("RETRYING") || state.equals("DEAD");
	}

	/** Empty where the database has refused to store the error. */
	private Optional<Signed> sign(Key key) {
		return this.jdbc.sql(LATEST)
			.param("delivery", key.delivery())
			.param("handler", key.handler())
			.query((row, number) -> new Signed(key,
					new Failure(row.getString("error_type"), row.getString("error_message"),
							row.getString("error_trace"))
						.signature(),
					row.getLong("started_at")))
			.optional();
	}

	private boolean write(WriterConnection connection, List<Signed> signed) throws SQLException {
		// Another node does the same.
		if (!this.dialect.tryLock(connection.connection(), LOCK)) {
			return false;
		}
		PreparedStatement sign = connection.prepare(SIGN);
		for (Signed each : signed) {
			sign.setString(1, each.signature());
			sign.setLong(2, each.failedAt());
			sign.setLong(3, each.key().delivery());
			sign.setString(4, each.key().handler());
			sign.addBatch();
		}
		sign.executeBatch();
		return true;
	}

	@Override
	public void close() {
		this.task.close();
	}

	/** Names what a handler has to do with a delivery. */
	private record Key(long delivery, String handler) {

		private static final Key FIRST = new Key(0, "");

	}

	private record Row(Key key, boolean unsigned) {

	}

	private record Signed(Key key, String signature, long failedAt) {

	}

}
