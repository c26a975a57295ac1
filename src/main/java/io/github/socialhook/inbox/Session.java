package io.github.socialhook.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The writer's connection with the statements it has prepared. Used by one thread.
 */
final class Session implements AutoCloseable {

	private final Connection connection;

	private final Map<String, PreparedStatement> statements = new HashMap<>();

	Session(Connection connection) throws SQLException {
		this.connection = connection;
		connection.setAutoCommit(false);
	}

	/**
	 * Returns the statement prepared for this text, which stays open for the next use.
	 */
	PreparedStatement prepare(String sql) throws SQLException {
		PreparedStatement prepared = this.statements.get(sql);
		if (prepared == null) {
			prepared = this.connection.prepareStatement(sql);
			this.statements.put(sql, prepared);
		}
		return prepared;
	}

	void commit() throws SQLException {
		this.connection.commit();
	}

	void rollback() throws SQLException {
		this.connection.rollback();
	}

	@Override
	public void close() throws SQLException {
		for (PreparedStatement statement : this.statements.values()) {
			statement.close();
		}
		this.connection.close();
	}

}
