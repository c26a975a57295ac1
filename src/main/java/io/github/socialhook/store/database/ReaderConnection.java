package io.github.socialhook.store.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * A connection of someone who looks, which leaves no transaction and no setting behind
 * when it is closed.
 */
final class ReaderConnection implements InvocationHandler, AutoCloseable {

	private final Connection connection;

	private final boolean autoCommit;

	private ReaderConnection(Connection connection) throws SQLException {
		this.connection = connection;
		this.autoCommit = connection.getAutoCommit();
	}

	/** Begins to look over a connection, which is closed if that fails. */
	static Connection open(Connection connection, DatabaseDialect dialect) throws SQLException {
		ReaderConnection reader = new ReaderConnection(connection);
		try {
			dialect.beginReading(connection);
			return (Connection) Proxy.newProxyInstance(ReaderConnection.class.getClassLoader(),
					new Class<?>[] { Connection.class }, reader);
		}
		catch (SQLException ex) {
			try (reader) {
				throw ex;
			}
		}
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		if (method.getName().equals("close")) {
			close();
			return null;
		}
		try {
			return method.invoke(this.connection, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	@Override
	public void close() throws SQLException {
		try (Connection closed = this.connection) {
			if (!closed.isClosed() && !closed.getAutoCommit()) {
				closed.rollback();
				closed.setAutoCommit(this.autoCommit);
			}
		}
	}

}
