package io.github.socialhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.function.SingletonSupplier;

/**
 * An empty database for one test in the PostgreSQL that all tests of this process share.
 * A test that kills its server takes a {@link PostgresServer} instead.
 */
public final class PostgresDatabase implements AutoCloseable {

	private static final String USER = "postgres";

	private static final SingletonSupplier<EmbeddedPostgres> server = SingletonSupplier.of(PostgresDatabase::start);

	private static final AtomicInteger numbers = new AtomicInteger();

	private final String name;

	private PostgresDatabase(String name) {
		this.name = name;
	}

	/** Creates one with the settings of the server. */
	public static PostgresDatabase create() {
		return create(Map.of());
	}

	/**
	 * Creates one whose sessions have these settings, unless a client asks for others.
	 */
	public static PostgresDatabase create(Map<String, String> settings) {
		String name = "test" + numbers.incrementAndGet();
		administer("CREATE DATABASE " + name);
		settings
			.forEach((setting, value) -> administer("ALTER DATABASE %s SET %s = '%s'".formatted(name, setting, value)));
		return new PostgresDatabase(name);
	}

	/** Gives its sessions a setting by way of their role, which comes before its own. */
	public void setForRole(String setting, String value) {
		administer("ALTER ROLE %s IN DATABASE %s SET %s = '%s'".formatted(USER, this.name, setting, value));
	}

	public String url() {
		return server.obtain().getJdbcUrl(USER, this.name);
	}

	/** What opens a connection of its own each time. */
	public DataSource dataSource() {
		return server.obtain().getDatabase(USER, this.name);
	}

	public String name() {
		return this.name;
	}

	public int port() {
		return server.obtain().getPort();
	}

	/** Cuts all the connections of others to this database. */
	public void terminateConnections() {
		JdbcClient.create(dataSource())
			.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
					+ "AND datname = current_database() AND backend_type = 'client backend'")
			.query()
			.listOfRows();
	}

	@Override
	public void close() {
		administer("DROP DATABASE " + this.name + " WITH (FORCE)");
	}

	private static void administer(String sql) {
		JdbcClient.create(server.obtain().getPostgresDatabase()).sql(sql).update();
	}

	/** It ends with this process. */
	private static EmbeddedPostgres start() {
		try {
			// No test of these takes its power away.
			return EmbeddedPostgres.builder()
				.setServerConfig("fsync", "off")
				.setServerConfig("full_page_writes", "off")
				.setPort(FreePort.next())
				.setPGStartupWait(Timeouts.START)
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
