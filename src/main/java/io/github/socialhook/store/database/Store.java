package io.github.socialhook.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.flywaydb.core.api.FlywayException;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The database of the inbox, at its current version. One that is another process may be
 * unavailable when this one starts: then it is brought up to date before the first write.
 */
public final class Store implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(Store.class);

	private static final Duration CLOSING = Duration.ofSeconds(10);

	private static final Duration CLOSING_AGAIN = Duration.ofSeconds(1);

	private final DataSource dataSource;

	private final DatabaseDialect dialect;

	private final StartStep recovery;

	private final JdbcClient reader;

	private volatile boolean current;

	/** Whether all connections are being closed, so that none may be opened. */
	private volatile boolean leaving;

	private Store(DataSource dataSource, DatabaseDialect dialect, StartStep recovery) {
		this.dataSource = dataSource;
		this.dialect = dialect;
		this.recovery = recovery;
		this.reader = Readers.of(this, dataSource, dialect);
	}

	/**
	 * Opens the database and brings it to the current version, unless it is unavailable.
	 * @param url its address, for messages
	 * @param dialect the kind of database that it is
	 * @param recovery what is to be done once when it is at its current version
	 * @throws UnusableStoreException if it is there, but not as it must be
	 */
	public static Store open(DataSource dataSource, String url, DatabaseDialect dialect, StartStep recovery) {
		dialect.prepare(dataSource, url);
		Store store = new Store(dataSource, dialect, recovery);
		try {
			store.bringUpToDate();
		}
		catch (SQLException | FlywayException ex) {
			StoreFault fault = StoreFault.of(ex);
			if (!fault.isAway(dialect)) {
				dialect.close();
				throw new UnusableStoreException(url, fault, dialect, ex);
			}
			logger.warn("The database cannot be reached yet: " + fault);
		}
		catch (StoreInUseException ex) {
			dialect.close();
			throw ex;
		}
		return store;
	}

	/**
	 * Returns the address of an open connection, for data sources that have no other way.
	 */
	public static String urlOf(DataSource dataSource) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			return connection.getMetaData().getURL();
		}
	}

	private synchronized void bringUpToDate() throws SQLException {
		if (this.current) {
			return;
		}
		if (this.dialect.isSoleUser()) {
			// Before the first table exists, so that settings of the whole file are
			// used.
			openWriter().close();
		}
		this.dialect.verify(this.dataSource);
		new Migrations(this.dataSource, this.dialect).run();
		if (this.dialect.isSoleUser()) {
			// What an earlier process held comes back at once: no other can still be at
			// it.
			try (Connection connection = openWriter()) {
				this.dialect.opened(connection);
				this.recovery.run(connection);
			}
		}
		this.current = true;
	}

	/** Opens a connection for writing, to a database that is up to date. */
	public Connection openUpToDate() throws SQLException {
		try {
			bringUpToDate();
		}
		catch (FlywayException ex) {
			throw new SQLNonTransientConnectionException("The database schema could not be migrated", ex);
		}
		Connection connection = openWriter();
		try {
			this.dialect.prepareGroups(connection);
			return connection;
		}
		catch (SQLException ex) {
			connection.close();
			throw ex;
		}
	}

	/**
	 * Removes a connection from its pool that must not be used again: after some failures
	 * a driver and its database disagree on whether there is a transaction.
	 */
	public void discard(Connection connection) throws SQLException {
		discard(this.dataSource, connection);
	}

	/** The same, for a pool without a store. */
	public static void discard(DataSource dataSource, Connection connection) throws SQLException {
		if (dataSource.isWrapperFor(HikariDataSource.class)) {
			dataSource.unwrap(HikariDataSource.class).evictConnection(connection);
		}
	}

	/**
	 * Saves what a connection shows that leads to a database which is not in place any
	 * more. From then on no one else gets a connection, until one for writing is open
	 * again.
	 */
	public void save(Connection connection) throws SQLException {
		this.leaving = true;
		this.current = this.current && !this.dialect.isOverwritten();
		this.dialect.save(connection);
	}

	/** Sets a damaged database aside: the next to write makes a new one. */
	public synchronized void setAside() throws SQLException {
		this.leaving = true;
		whileClosed(this.dialect::setAside);
		this.current = false;
	}

	/** Whether the database itself is damaged. */
	public boolean isDamaged(Exception failure) {
		return failure instanceof SQLException sqlFailure && this.dialect.isDamaged(sqlFailure);
	}

	/** Puts in place what was saved, after all have closed what they had open. */
	private void putBack() throws SQLException {
		if (this.leaving) {
			whileClosed(this.dialect::putBack);
		}
		else {
			this.dialect.putBack();
		}
	}

	private void whileClosed(FileTask task) throws SQLException {
		ClosingPool pool = new ClosingPool(this.dataSource);
		try {
			if (!pool.closeAll(this.dialect::isOpen, CLOSING)) {
				logger.warn("The database is replaced while another connection still reads the previous one");
			}
			task.run();
			// One that was opened meanwhile may lead to what was there before.
			pool.closeAll(this.dialect::isOpen, CLOSING_AGAIN);
		}
		finally {
			pool.reopen();
		}
	}

	/** Removes all connections from the pool that were opened before now. */
	public void discardAll() throws SQLException {
		if (this.dataSource.isWrapperFor(HikariDataSource.class)) {
			HikariPoolMXBean pool = this.dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean();
			if (pool != null) {
				pool.softEvictConnections();
			}
		}
	}

	public Connection openWriter() throws SQLException {
		try {
			return tryToOpenWriter();
		}
		catch (SQLException ex) {
			if (!this.leaving) {
				throw ex;
			}
			// Where all that was open had to be closed first, that is done by now.
			return tryToOpenWriter();
		}
	}

	private Connection tryToOpenWriter() throws SQLException {
		putBack();
		Connection connection = this.dataSource.getConnection();
		try {
			// A pool may be configured otherwise; settings are not to be rolled back.
			connection.setAutoCommit(true);
			this.dialect.prepareWriter(connection);
			this.leaving = false;
			return connection;
		}
		catch (SQLException ex) {
			this.leaving = this.leaving || !this.dialect.isInPlace();
			connection.close();
			throw ex;
		}
	}

	/**
	 * Whether it is at its current version: only then is there anything to be looked at.
	 */
	public boolean isCurrent() {
		return this.current && !this.leaving && !this.dialect.isLost();
	}

	/**
	 * Looks into the database, and throws a {@code StoreUnavailableException} while that
	 * is impossible.
	 */
	public JdbcClient reader() {
		return this.reader;
	}

	/**
	 * Whether the database is another process, which can be unavailable while this one
	 * works.
	 */
	public boolean isRemote() {
		return !this.dialect.isSoleUser();
	}

	public DatabaseDialect dialect() {
		return this.dialect;
	}

	/** Whether the store as a whole fails, rather than one statement. */
	public boolean isDown(Exception failure) {
		return failure instanceof SQLException sqlFailure && this.dialect.isDown(sqlFailure);
	}

	/** Whether the database gave up because something took too long. */
	public boolean isTimeout(Exception failure) {
		return failure instanceof SQLException sqlFailure && this.dialect.isTimeout(sqlFailure);
	}

	/** Whether the database can only be read. */
	public boolean isReadOnly(Exception failure) {
		return failure instanceof SQLException sqlFailure && this.dialect.isReadOnly(sqlFailure);
	}

	/** Whether a transaction may succeed if it is simply tried again. */
	public boolean isConflict(Exception failure) {
		return failure instanceof SQLException sqlFailure && this.dialect.isConflict(sqlFailure);
	}

	/** What the database said, without values of a row, and what to do if it is known. */
	public String describe(Exception failure) {
		return (failure instanceof SQLException sqlFailure) ? this.dialect.describe(sqlFailure) : failure.toString();
	}

	@Override
	public void close() {
		this.dialect.close();
	}

	/** Does something to the files of the database. */
	@FunctionalInterface
	private interface FileTask {

		void run() throws SQLException;

	}

}
