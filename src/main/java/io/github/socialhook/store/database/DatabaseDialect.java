package io.github.socialhook.store.database;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/** How one kind of database is connected to, fails and is kept tidy. */
public interface DatabaseDialect extends AutoCloseable {

	/**
	 * The name of the lock of whoever deletes deliveries, or must not have them deleted
	 * meanwhile.
	 */
	String DELETION = "*retention";

	/** Where its migrations are on the class path. */
	String migrations();

	/**
	 * Makes the place where the database is to be, before anyone connects, and looks at
	 * its address.
	 */
	void prepare(DataSource dataSource, String url);

	/**
	 * Sees to it that the store can work with what is there, which fails if it cannot.
	 */
	default void verify(DataSource dataSource) throws SQLException {
	}

	/** How many connections are taken from the pool for as long as the process runs. */
	int heldConnections();

	/** Makes a connection fit for the writer: what it commits must be synced. */
	void prepareWriter(Connection connection) throws SQLException;

	/**
	 * Makes a connection for writing fit for one group after another: it gives up soon
	 * when another process keeps it from writing, because that is tried again.
	 */
	default void prepareGroups(Connection connection) throws SQLException {
	}

	/**
	 * Returns the statement with which each transaction of the writer begins: it takes
	 * the lock that keeps other processes from writing, and updates something only if
	 * another process has taken the database over. Null where rows are locked one by one.
	 */
	default @Nullable String writeLock() {
		return null;
	}

	/** Whether another process held the lock that {@link #writeLock()} takes. */
	default boolean isLocked(SQLException failure) {
		return false;
	}

	/**
	 * Another process has taken the database over, which this one leaves alone from now
	 * on.
	 * @return the reason
	 */
	default SQLException lose(Connection connection) throws SQLException {
		return new SQLException("The database has been taken over by another process");
	}

	/** Whether another process has taken the database over. */
	default boolean isLost() {
		return false;
	}

	/** Makes a connection fit for migrations. */
	default void prepareMigration(Connection connection) throws SQLException {
	}

	/**
	 * Makes a connection fit for looking until its current transaction ends, which this
	 * may begin.
	 */
	default void beginReading(Connection connection) throws SQLException {
	}

	/**
	 * Whether what has just been committed is where the next process looks for it. Looked
	 * at before anyone is told that it is stored.
	 */
	default boolean isInPlace() {
		return true;
	}

	/**
	 * Saves what a connection shows that leads to a database which is not in place any
	 * more. After that all connections must be closed.
	 */
	default void save(Connection connection) throws SQLException {
	}

	/** Whether somebody has overwritten the database, so that it has to be made anew. */
	default boolean isOverwritten() {
		return false;
	}

	/** Whether this process has the database open, or what is in its place. */
	default boolean isOpen() {
		return false;
	}

	/**
	 * Puts what was saved in its place, before the first connection is opened. Does
	 * nothing if nothing was saved.
	 */
	default void putBack() throws SQLException {
	}

	/** Whether the database is damaged, so that it cannot go on with it. */
	default boolean isDamaged(SQLException failure) {
		return false;
	}

	/** Sets a damaged database aside, after all connections were closed. */
	default void setAside() throws SQLException {
	}

	/**
	 * The database was brought to its current version, and nothing of an earlier process
	 * was touched yet.
	 */
	default void opened(Connection connection) throws SQLException {
	}

	/** Whether no other process can use the database while this one does. */
	boolean isSoleUser();

	/** Whether the store as a whole fails, rather than one statement. */
	boolean isDown(SQLException failure);

	/** Whether the database gave up a statement because it took too long. */
	boolean isTimeout(SQLException failure);

	/**
	 * Whether a transaction may succeed if it is tried again at once, for instance
	 * because it failed only because another ran beside it.
	 */
	default boolean isConflict(SQLException failure) {
		return false;
	}

	/** Whether the database can only be read. */
	default boolean isReadOnly(SQLException failure) {
		return false;
	}

	/**
	 * A transaction has failed. From now on does without what was the reason, where that
	 * can be spared.
	 */
	default void transactionFailed(SQLException failure) {
	}

	/** Whether the database is only unavailable for now, or has only begun to start. */
	boolean isAway(SQLException failure);

	/**
	 * Says why the database refused a write, without values of the row, and what to do
	 * about it if that is known.
	 */
	String describe(SQLException failure);

	/** What to do about a database that cannot be used for a reason, if one is known. */
	String advice(@Nullable SQLException failure);

	/**
	 * Called now and then between transactions: where plans go by the size of tables,
	 * those that were made while a table was small do not fit once it is large.
	 */
	default void discardPlans(Connection connection) throws SQLException {
	}

	/** Notifies other nodes, with the next commit, that something is due. */
	void notifyOthers(Connection connection) throws SQLException;

	/**
	 * Reserves something, until the commit to come, that one node at a time may do.
	 * @return false if another node has it
	 */
	boolean tryLock(Connection connection, String name) throws SQLException;

	/**
	 * Makes the database smaller by a little, if much of it is unused.
	 * @param most how many pages to give back at the most
	 */
	void reclaimSpace(Connection connection, int most) throws SQLException;

	/**
	 * Whether the table of deliveries can have rows whose bodies are only in a log, and
	 * which handlers wait for there.
	 */
	default boolean hasLogged() {
		return false;
	}

	/** How many deliveries there are. */
	DeliveryCount count();

	/** Up to which number all of them are stored. */
	Watermark watermark();

	@Override
	void close();

}
