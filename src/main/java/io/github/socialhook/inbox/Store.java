package io.github.socialhook.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Instant;
import java.time.InstantSource;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The database of the inbox, at its current version. One that is another process may be
 * away when this one starts: then it is brought up to date before the first write.
 */
final class Store implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(Store.class);

	/** Beside a host application's own migrations, in a history table of our own. */
	private static final String HISTORY = "socialhook_schema_history";

	private final DataSource dataSource;

	private final Dialect dialect;

	private final InstantSource clock;

	private final JdbcClient reader;

	private volatile boolean current;

	private Store(DataSource dataSource, Dialect dialect, InstantSource clock) {
		this.dataSource = dataSource;
		this.dialect = dialect;
		this.clock = clock;
		this.reader = Readers.of(this, dataSource, dialect);
	}

	/**
	 * Opens the database and brings it to the current version, unless it is away.
	 * @throws UnsupportedStoreException if it is of a kind that cannot be used
	 * @throws UnusableStoreException if it is there, but not as it has to be
	 */
	static Store open(DataSource dataSource, String url, InstantSource clock) {
		Dialect dialect = dialectFor(url);
		dialect.prepare(dataSource);
		Store store = new Store(dataSource, dialect, clock);
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
		return store;
	}

	/** Asks an open connection for its address, where nobody else knows it. */
	static String urlOf(DataSource dataSource) throws SQLException {
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
			// heeded.
			openWriter().close();
		}
		Flyway.configure()
			.dataSource(this.dataSource)
			.locations(this.dialect.migrations())
			.table(HISTORY)
			.outputQueryResults(false)
			.baselineOnMigrate(true)
			.baselineVersion("0")
			.load()
			.migrate();
		voidLeases(this.clock.instant());
		this.current = true;
	}

	/**
	 * What an earlier process held comes back at once, where no other can still be at it.
	 */
	private void voidLeases(Instant now) throws SQLException {
		if (this.dialect.isSoleUser()) {
			try (Session session = new Session(openWriter(), this.dialect)) {
				int deliveries = new DeliveryRows(session).voidLeases(now);
				int tasks = new TaskRows(session).voidLeases(now);
				session.commit();
				if (deliveries + tasks > 0) {
					logger.info("Resuming " + (deliveries + tasks) + " deliveries that were not finished before");
				}
			}
		}
	}

	private static Dialect dialectFor(String url) {
		if (SqliteDialect.speaks(url)) {
			return new SqliteDialect(url);
		}
		if (PostgresDialect.speaks(url)) {
			return new PostgresDialect();
		}
		throw new UnsupportedStoreException(url, "Only SQLite and PostgreSQL are supported.");
	}

	/** Opens a session for writing, in a database that is up to date. */
	Session openSession() throws SQLException {
		try {
			bringUpToDate();
		}
		catch (FlywayException ex) {
			throw new SQLNonTransientConnectionException("The database could not be brought up to date", ex);
		}
		return new Session(openWriter(), this.dialect);
	}

	/**
	 * Closes a session whose connection nobody is to use again: after some failures a
	 * driver and its database disagree on whether there is a transaction.
	 */
	void discard(Session session) throws SQLException {
		if (this.dataSource.isWrapperFor(HikariDataSource.class)) {
			this.dataSource.unwrap(HikariDataSource.class).evictConnection(session.connection());
		}
		session.close();
	}

	Connection openWriter() throws SQLException {
		Connection connection = this.dataSource.getConnection();
		try {
			this.dialect.prepareWriter(connection);
			return connection;
		}
		catch (SQLException ex) {
			connection.close();
			throw ex;
		}
	}

	/**
	 * Whether it is at its current version: only then is there anything to be looked at.
	 */
	boolean isCurrent() {
		return this.current;
	}

	/**
	 * Looks into the database, and throws {@link StoreUnavailableException} while that is
	 * impossible.
	 */
	JdbcClient reader() {
		return this.reader;
	}

	/**
	 * Calls back when another node says that something is due, where there can be others.
	 */
	@Nullable PostgresBell bell(Runnable whenRung) {
		return this.dialect.isSoleUser() ? null : new PostgresBell(this.dataSource, whenRung);
	}

	/**
	 * Whether the database is another process, which can be away while this one works.
	 */
	boolean isRemote() {
		return !this.dialect.isSoleUser();
	}

	/** The name under which this process holds rows. */
	String holder() {
		return this.dialect.holder();
	}

	/** Whether the store as a whole fails, rather than one statement. */
	boolean isDown(Exception failure) {
		return failure instanceof SQLException sqlFailure && this.dialect.isDown(sqlFailure);
	}

	/** Whether the database gave up because something took too long. */
	boolean isTimeout(Exception failure) {
		return failure instanceof SQLException sqlFailure && this.dialect.isTimeout(sqlFailure);
	}

	/** Whether a transaction may succeed if it is simply tried again. */
	boolean isConflict(Exception failure) {
		return failure instanceof SQLException sqlFailure && this.dialect.isConflict(sqlFailure);
	}

	/** How a node goes through what is due. */
	ScanPosition firstScan() {
		return this.dialect.firstScan();
	}

	@Override
	public void close() {
		this.dialect.close();
	}

}
