package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A PostgreSQL that a test may mistreat: it is killed, frozen and started again, always
 * over the same files and at the same port.
 */
public final class PostgresServer implements AutoCloseable {

	private final Path data;

	private final int port;

	private @Nullable EmbeddedPostgres server;

	public PostgresServer(Path folder) {
		this.data = folder.resolve("postgres");
		this.port = FreePort.next();
	}

	public void start() throws IOException {
		this.server = EmbeddedPostgres.builder()
			.setDataDirectory(this.data)
			.setCleanDataDirectory(false)
			.setPort(this.port)
			.setPGStartupWait(Timeouts.START)
			.start();
	}

	int port() {
		return this.port;
	}

	public String url() {
		return url("postgres", "postgres");
	}

	String url(String database, String user) {
		return "jdbc:postgresql://127.0.0.1:" + this.port + "/" + database + "?user=" + user;
	}

	JdbcClient sql() {
		return JdbcClient.create(new DriverManagerDataSource(url()));
	}

	/** Ends all of it at once, without a chance to write anything. */
	public void kill() throws IOException, InterruptedException {
		List<ProcessHandle> all = processes();
		Signals.send("KILL", all);
		Awaitility.await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
		close();
	}

	/** Leaves every connection open, and answers nothing. */
	public void freeze() throws IOException, InterruptedException {
		Signals.freeze(processes());
	}

	public void thaw() throws IOException, InterruptedException {
		Signals.thaw(processes());
	}

	/**
	 * Starts it as a standby, which refuses to write, as those find it who come through a
	 * failover too early.
	 */
	void startAsStandby() throws IOException {
		Files.createFile(this.data.resolve("standby.signal"));
		start();
	}

	/** Makes a primary of a standby. */
	void promote() {
		sql().sql("SELECT pg_promote()").query().listOfRows();
	}

	/** Cuts all the connections of others. */
	void terminateConnections() {
		sql()
			.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
					+ "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'")
			.query()
			.listOfRows();
	}

	/** The first of them has started the others. */
	private List<ProcessHandle> processes() throws IOException {
		long first = Long.parseLong(Files.readAllLines(this.data.resolve("postmaster.pid")).getFirst());
		ProcessHandle postmaster = ProcessHandle.of(first).orElseThrow();
		return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
	}

	@Override
	public void close() throws IOException {
		if (this.server != null) {
			this.server.close();
			this.server = null;
		}
	}

}
