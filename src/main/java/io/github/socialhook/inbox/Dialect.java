package io.github.socialhook.inbox;

import java.sql.Connection;
import java.sql.SQLException;

/** What one kind of database needs that another does not. */
interface Dialect extends AutoCloseable {

	/** Where its migrations are on the class path. */
	String migrations();

	/** Makes the place where the database is to be, before anybody connects. */
	void prepare();

	/** Makes a connection fit for the writer: what it commits has to be synced. */
	void prepareWriter(Connection connection) throws SQLException;

	/** Whether no other process can use the database while this one does. */
	boolean isSoleUser();

	/** Whether the store as a whole fails, rather than one statement. */
	boolean isDown(SQLException failure);

	@Override
	void close();

}
