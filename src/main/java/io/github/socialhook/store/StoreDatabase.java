package io.github.socialhook.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.database.UnsupportedStoreException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The database in which the inbox lies: the one that is marked as such, else that of the
 * application if it is of a supported kind, else an embedded one.
 *
 * @param dataSource what opens connections to it
 * @param url its JDBC URL
 * @param embedded what must be closed with it, if it was opened for the inbox alone
 */
record StoreDatabase(DataSource dataSource, String url, @Nullable HikariDataSource embedded) implements AutoCloseable {

	static final String EMBEDDED = "jdbc:sqlite:data/socialhook.db";

	private static final Log logger = LogFactory.getLog(StoreDatabase.class);

	/** How long to try to reach PostgreSQL before the next try. */
	private static final int CONNECTION_TIMEOUT_MILLIS = 2000;

	/** Returns a pool for what is configured, or for the embedded database. */
	static HikariDataSource pool(StoreDataSourceProperties properties) {
		HikariDataSource pool = new HikariDataSource();
		pool.setPoolName("socialhook");
		pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
		pool.setJdbcUrl((properties.url() != null) ? properties.url() : EMBEDDED);
		pool.setUsername(properties.username());
		pool.setPassword(properties.password());
		return pool;
	}

	/** Returns the one that is marked. */
	static StoreDatabase of(DataSource marked, @Nullable JdbcConnectionDetails details) throws SQLException {
		String url = urlOf(marked, details);
		if (EMBEDDED.equals(url)) {
			logEmbedded(url, "");
		}
		return new StoreDatabase(marked, url, null);
	}

	/** Returns that of the application, if it can hold the inbox. */
	static StoreDatabase choose(ObjectProvider<DataSource> candidates, @Nullable JdbcConnectionDetails details)
			throws SQLException {
		DataSource candidate = candidates.getIfUnique();
		if (candidate == null) {
			return embed(candidates.stream().findAny().isEmpty() ? "the application has no data source"
					: "the application has several data sources and marks none with @SocialhookDataSource");
		}
		String url = urlOf(candidate, details);
		if (!Dialects.know(url)) {
			return embed("the data source of the application is '" + UnsupportedStoreException.withoutParameters(url)
					+ "', and only PostgreSQL and SQLite are supported");
		}
		return new StoreDatabase(candidate, url, null);
	}

	private static StoreDatabase embed(String reason) {
		HikariDataSource pool = pool(new StoreDataSourceProperties(null, null, null, Map.of()));
		logEmbedded(EMBEDDED, ", because " + reason);
		return new StoreDatabase(pool, EMBEDDED, pool);
	}

	private static void logEmbedded(String url, String reason) {
		Path file = Path.of(url.substring("jdbc:sqlite:".length())).toAbsolutePath();
		logger.info("Deliveries are stored in the SQLite file " + file + reason
				+ ". Its folder must survive a restart; to store them elsewhere, set socialhook.datasource.url");
	}

	/** Asks the database itself only where nothing else is known of it. */
	private static String urlOf(DataSource dataSource, @Nullable JdbcConnectionDetails details) throws SQLException {
		HikariDataSource pool = DataSourceUnwrapper.unwrap(dataSource, HikariDataSource.class);
		if (pool != null && pool.getJdbcUrl() != null) {
			return pool.getJdbcUrl();
		}
		return (details != null) ? details.getJdbcUrl() : Store.urlOf(dataSource);
	}

	@Override
	public void close() {
		if (this.embedded != null) {
			this.embedded.close();
		}
	}

}
