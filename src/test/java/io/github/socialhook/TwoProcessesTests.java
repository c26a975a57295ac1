package io.github.socialhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two processes get at the same SQLite file although it has a lock: the second one by way
 * of a link, beside which there is another lock.
 */
@RunsBesideOthers
class TwoProcessesTests {

	private static final String SECRET = "one-at-a-time";

	@TempDir
	private Path folder;

	private NodeStore store;

	private String linked;

	private final List<String> acknowledged = new ArrayList<>();

	@BeforeEach
	void link() throws IOException {
		Path data = Files.createDirectory(this.folder.resolve("data"));
		Path links = Files.createDirectory(this.folder.resolve("links"));
		Files.createSymbolicLink(links.resolve("socialhook.db"), data.resolve("socialhook.db"));
		this.store = NodeStore.sqlite(data);
		this.linked = TemporaryStore.urlIn(links);
	}

	@Test
	void secondDoesNotStartWhileTheFirstLives() throws Exception {
		try (ApplicationProcess first = start(this.store.url())) {
			int port = first.port();
			assertThat(send(port)).isEqualTo(200);
			try (ApplicationProcess second = start(this.linked)) {
				assertThat(second.awaitEnd()).isNotZero();
				assertThat(second.text()).contains("APPLICATION FAILED TO START",
						"is in use by another process: process " + first.pid() + " on ", "Stop the other process");
			}
			assertThat(send(port)).isEqualTo(200);
			first.kill();
			assertThat(this.store.bodies().keySet()).containsExactlyInAnyOrderElementsOf(this.acknowledged);
		}
		try (ApplicationProcess next = start(this.linked)) {
			assertThat(send(next.port())).isEqualTo(200);
			assertThat(next.text()).doesNotContain("was used until a moment ago");
		}
	}

	/** As on a network file system, where every process gets the lock. */
	@Test
	void doesNotEvenOpenTheFileWhereTheLockHasNoEffect() throws Exception {
		Path data = this.folder.resolve("data");
		AtomicBoolean living = new AtomicBoolean(true);
		Thread other = Thread.ofPlatform().start(() -> {
			for (int beat = 0; living.get(); beat++) {
				beat(data.resolve("socialhook.db.lock"), beat);
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
			}
		});
		try (ApplicationProcess process = start(this.store.url())) {
			assertThat(process.awaitEnd()).isNotZero();
			assertThat(process.text()).contains("APPLICATION FAILED TO START",
					"is in use by another process: process 4711 on elsewhere.example", "Stop the other process");
			assertThat(data.resolve("socialhook.db")).doesNotExist();
		}
		finally {
			living.set(false);
			other.join();
		}
		try (ApplicationProcess process = start(this.store.url())) {
			assertThat(send(process.port())).isEqualTo(200);
			assertThat(data.resolve("socialhook.db.lock")).content().contains(" " + process.pid() + " ");
		}
	}

	private static void beat(Path lock, int number) {
		try {
			Files.writeString(lock,
					"a-mark 4711 elsewhere.example 0 " + number + " " + System.currentTimeMillis() + "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void onlyTheSecondAcknowledgesOnceItHasTakenOver() throws Exception {
		try (ApplicationProcess first = start(this.store.url())) {
			int port = first.port();
			int operations = first.operationsPort();
			assertThat(send(port)).isEqualTo(200);
			freeze(first);
			try (ApplicationProcess second = start(this.linked)) {
				assertThat(send(second.port())).isEqualTo(200);
				first.thaw();
				assertThat(send(port)).isEqualTo(503);
				assertThat(send(port)).isEqualTo(503);
				first.await("(has been taken over by process " + second.pid() + " on )");
				Awaitility.await().until(() -> readiness(operations) == 503);
				assertThat(send(second.port())).isEqualTo(200);
				assertThat(readiness(second.operationsPort())).isEqualTo(200);
				first.stop();
				assertThat(send(second.port())).isEqualTo(200);
				second.kill();
			}
		}
		assertThat(this.store.bodies().keySet()).containsExactlyInAnyOrderElementsOf(this.acknowledged);
	}

	private ApplicationProcess start(String url) throws IOException {
		return ApplicationProcess.start(this.folder, Map.of("SOCIALHOOK_SECRET", SECRET),
				"--spring.datasource.url=" + url, Timeouts.STORE_WITHOUT_HURRY);
	}

	/**
	 * Stops it where it neither writes nor moves what was written into the file, as it
	 * does every few seconds.
	 */
	private void freeze(ApplicationProcess process) throws Exception {
		boolean writing = true;
		while (writing) {
			process.freeze();
			try (Connection connection = DriverManager.getConnection(this.store.url());
					Statement statement = connection.createStatement()) {
				statement.execute("BEGIN IMMEDIATE");
				statement.execute("ROLLBACK");
				try (ResultSet checkpoint = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
					writing = checkpoint.next() && checkpoint.getInt("busy") != 0;
				}
			}
			catch (SQLException ex) {
				writing = true;
			}
			if (writing) {
				process.thaw();
			}
		}
	}

	private int send(int port) {
		String body = String.format(Locale.ROOT, "{\"event\":\"door.didTest\",\"data\":{\"number\":%d}}",
				this.acknowledged.size());
		try (Wire wire = new Wire(port)) {
			int status = wire.send(WebhookRequest.signed(body).withSecret(SECRET).bytes()).answer().status();
			if (status == 200) {
				this.acknowledged.add(body);
			}
			return status;
		}
	}

	private static int readiness(int port) {
		try (Wire wire = new Wire(port)) {
			return wire.send("GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\n\r\n").answer().status();
		}
	}

}
