package io.github.socialhook.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The database of the inbox, at its current version. */
final class Store implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(Store.class);

	/** Beside a host application's own migrations, in a history table of our own. */
	private static final String HISTORY = "socialhook_schema_history";

	private final DataSource dataSource;

	private final Dialect dialect;

	private Store(DataSource dataSource, Dialect dialect) {
		this.dataSource = dataSource;
		this.dialect = dialect;
	}

	/**
	 * Opens the database and brings it to the current version.
	 * @throws UnsupportedStoreException if it is of a kind that cannot be used
	 */
	static Store open(DataSource dataSource, String url, InstantSource clock) {
		Dialect dialect = dialectFor(url);
		dialect.prepare();
		Store store = new Store(dataSource, dialect);
		try {
			// Before the first table exists, so that settings of the whole file are
			// heeded.
			store.openWriter().close();
			Flyway.configure()
				.dataSource(dataSource)
				.locations(dialect.migrations())
				.table(HISTORY)
				.outputQueryResults(false)
				.baselineOnMigrate(true)
				.baselineVersion("0")
				.load()
				.migrate();
			store.voidLeases(clock.instant());
			return store;
		}
		catch (SQLException ex) {
			dialect.close();
			throw new IllegalStateException("The database of the inbox cannot be opened", ex);
		}
		catch (RuntimeException ex) {
			dialect.close();
			throw ex;
		}
	}

	/** Asks an open connection for its address, where nobody else knows it. */
	static String urlOf(DataSource dataSource) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			return connection.getMetaData().getURL();
		}
	}

	/**
	 * What an earlier process held comes back at once, where no other can still be at it.
	 */
	private void voidLeases(Instant now) throws SQLException {
		if (this.dialect.isSoleUser()) {
			try (Session session = openSession()) {
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

	Session openSession() throws SQLException {
		return new Session(openWriter(), this.dialect);
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

	DataSource dataSource() {
		return this.dataSource;
	}

	/** Whether the store as a whole fails, rather than one statement. */
	boolean isDown(Exception failure) {
		return failure instanceof SQLException sqlFailure && this.dialect.isDown(sqlFailure);
	}

	@Override
	public void close() {
		this.dialect.close();
	}

}
