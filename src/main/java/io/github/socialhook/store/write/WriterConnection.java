package io.github.socialhook.store.write;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.github.socialhook.store.database.DatabaseDialect;
import org.jspecify.annotations.Nullable;

/**
 * The writer's connection with the statements it has prepared. Used by one thread.
 */
public final class WriterConnection implements AutoCloseable {

	private static final Duration PLAN_INTERVAL = Duration.ofSeconds(1);

	private static final long YOUNG = 2048;

	private final Connection connection;

	private final DatabaseDialect dialect;

	private final Map<String, PreparedStatement> statements = new HashMap<>();

	private final @Nullable String writeLock;

	private boolean due;

	private long transactions;

	private long plannedNanos = System.nanoTime();

	public WriterConnection(Connection connection, DatabaseDialect dialect) throws SQLException {
		this.connection = connection;
		this.dialect = dialect;
		this.writeLock = dialect.writeLock();
		connection.setAutoCommit(false);
	}

	public Connection connection() {
		return this.connection;
	}

	/**
	 * Returns the statement prepared for this text, which stays open for the next use.
	 */
	public PreparedStatement prepare(String sql) throws SQLException {
		PreparedStatement prepared = this.statements.get(sql);
		if (prepared == null) {
			prepared = this.connection.prepareStatement(sql);
			this.statements.put(sql, prepared);
		}
		return prepared;
	}

	/**
	 * Begins a transaction. A server keeps the plans of prepared statements: they are
	 * recreated often while a connection is young, for then a table may be, and at
	 * intervals later.
	 */
	public void begin() throws SQLException {
		this.transactions++;
		long now = System.nanoTime();
		boolean young = this.transactions < YOUNG && Long.bitCount(this.transactions) == 1;
		if (young || now - this.plannedNanos > PLAN_INTERVAL.toNanos()) {
			this.dialect.discardPlans(this.connection);
			this.plannedNanos = now;
		}
		if (this.writeLock != null && prepare(this.writeLock).executeUpdate() > 0) {
			throw this.dialect.lose(this.connection);
		}
	}

	/**
	 * What is about to be committed is due for any node: other nodes must hear of it.
	 */
	public void noteDue() {
		this.due = true;
	}

	public void commit() throws SQLException {
		if (this.due) {
			this.dialect.notifyOthers(this.connection);
		}
		this.connection.commit();
		this.due = false;
	}

	public void rollback() throws SQLException {
		this.due = false;
		this.connection.rollback();
	}

	/** Closes the statements: as long as they are open, some are not over. */
	void closeStatements() throws SQLException {
		for (PreparedStatement statement : this.statements.values()) {
			statement.close();
		}
		this.statements.clear();
	}

	@Override
	public void close() throws SQLException {
		closeStatements();
		this.connection.close();
	}

}
