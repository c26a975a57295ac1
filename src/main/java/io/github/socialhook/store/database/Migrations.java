package io.github.socialhook.store.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Brings a database to the current version, over connections that no one else uses
 * afterwards: they have settings of their own.
 */
final class Migrations extends DelegatingDataSource {

	/** Beside a host application's own migrations, in a history table of our own. */
	private static final String HISTORY = "socialhook_schema_history";

	private final DataSource dataSource;

	private final DatabaseDialect dialect;

	private final List<Connection> used = new CopyOnWriteArrayList<>();

	Migrations(DataSource dataSource, DatabaseDialect dialect) {
		super(dataSource);
		this.dataSource = dataSource;
		this.dialect = dialect;
	}

	@Override
	public Connection getConnection() throws SQLException {
		Connection connection = this.dataSource.getConnection();
		this.used.add(connection);
		try {
			connection.setAutoCommit(true);
			this.dialect.prepareMigration(connection);
			return connection;
		}
		catch (SQLException ex) {
			connection.close();
			throw ex;
		}
	}

	void run() throws SQLException {
		try {
			Flyway.configure()
				.dataSource(this)
				.locations(this.dialect.migrations())
				.table(HISTORY)
				.outputQueryResults(false)
				.baselineOnMigrate(true)
				.baselineVersion("0")
				.load()
				.migrate();
		}
		finally {
			if (!this.dialect.isSoleUser()) {
				discardUsed();
			}
		}
	}

	private void discardUsed() throws SQLException {
		for (Connection connection : this.used) {
			Store.discard(this.dataSource, connection);
		}
	}

}
