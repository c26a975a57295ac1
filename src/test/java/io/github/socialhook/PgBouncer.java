package io.github.socialhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real PgBouncer before a database. Where there is none, the test is skipped. */
public final class PgBouncer implements AutoCloseable {

	private static final String PROGRAM = "/usr/sbin/pgbouncer";

	private final String database;

	private final int port = FreePort.next();

	private final Path configuration;

	private final Path log;

	private @Nullable Process process;

	private PgBouncer(Path folder, String database, int port, String user, String... settings) throws IOException {
		this.database = database;
		this.configuration = folder.resolve("pgbouncer.ini");
		this.log = folder.resolve("pgbouncer.log");
		Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
		List<String> lines = new ArrayList<>(List.of("[databases]",
				database + " = host=127.0.0.1 port=" + port + " user=" + user, "[pgbouncer]", "listen_addr = 127.0.0.1",
				"listen_port = " + this.port, "unix_socket_dir =", "auth_type = any"));
		lines.addAll(List.of(settings));
		Files.write(this.configuration, lines);
	}

	/** Starts one with settings such as {@code pool_mode = transaction}. */
	public static PgBouncer start(Path folder, PostgresDatabase database, String... settings) throws IOException {
		assumeTrue(isInstalled(), () -> "'" + PROGRAM + "' is not installed here");
		PgBouncer started = new PgBouncer(folder, database.name(), database.port(), "postgres", settings);
		started.start();
		return started;
	}

	/**
	 * Starts one in session mode before a server, with one role for all. It asks a server
	 * that was away again soon: by default it would wait as long as a lease lasts.
	 */
	static PgBouncer start(Path folder, PostgresServer server, String user) throws IOException {
		PgBouncer started = new PgBouncer(folder, "postgres", server.port(), user, "pool_mode = session",
				"server_login_retry = 1");
		started.start();
		return started;
	}

	static boolean isInstalled() {
		return Files.isExecutable(Path.of(PROGRAM));
	}

	public void start() throws IOException {
		List<String> command = new ArrayList<>(List.of(PROGRAM));
		if ("root".equals(System.getProperty("user.name"))) {
			// It refuses to run as root.
			command.addAll(List.of("-u", "nobody"));
		}
		command.add(this.configuration.toString());
		this.process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()))
			.start();
		Awaitility.await(said()).ignoreExceptionsInstanceOf(IOException.class).until(() -> {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				return socket.isConnected();
			}
		});
	}

	/** For who wonders why it did not start. */
	private String said() {
		return "PgBouncer, see " + this.log;
	}

	public String url() {
		return url(this.database);
	}

	public String url(String name) {
		return "jdbc:postgresql://127.0.0.1:" + this.port + "/" + name + "?user=app";
	}

	/** Ends it at once, with all the connections through it. */
	public void stop() {
		if (this.process != null) {
			this.process.destroyForcibly();
			try {
				this.process.waitFor();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.process = null;
		}
	}

	@Override
	public void close() {
		stop();
	}

}
