package io.github.socialhook;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Other processes write to the SQLite file while the service uses it. */
@RunsBesideOthers
class ForeignWriterTests {

	private static final String SECRET = "not-alone-in-the-house";

	private static final int TRANSACTIONS = 60;

	@Test
	void senderHearsNothingOfOtherWriters(@TempDir Path folder) throws Exception {
		// Longer than a busy machine needs: what fails in it was not waited for.
		Map<String, String> variables = Map.of("SOCIALHOOK_SECRET", SECRET, "SOCIALHOOK_ACCEPT_TIMEOUT", "60s");
		String url = "jdbc:sqlite:" + folder.resolve("inbox.db");
		try (ApplicationProcess service = ApplicationProcess.start(folder, variables, "--spring.datasource.url=" + url);
				Traffic traffic = new Traffic(service.port(), SECRET, 0)) {
			Awaitility.await().until(() -> traffic.acknowledged() > 0);
			try (Connection foreign = DriverManager.getConnection(url + "?busy_timeout=60000");
					Statement statement = foreign.createStatement()) {
				statement.execute("CREATE TABLE job (id INTEGER PRIMARY KEY, content BLOB)");
				for (int i = 0; i < TRANSACTIONS; i++) {
					write(statement, i);
				}
			}
			assertThat(metrics(service.operationsPort())).contains("socialhook_store_wal_bytes ",
					"socialhook_store_wal_held_seconds ");
			traffic.end();
			assertThat(traffic.surprises()).isEmpty();
			service.stop();
		}
	}

	private static String metrics(int port) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			URI address = URI.create("http://localhost:" + port + "/actuator/prometheus");
			return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString()).body();
		}
	}

	/** A short one, one that takes its time, and now and then a checkpoint. */
	private static void write(Statement statement, int number) throws SQLException {
		statement.execute("BEGIN IMMEDIATE");
		statement.execute("INSERT INTO job (content) VALUES (randomblob(1000))");
		LockSupport.parkNanos((number % 2) * 30_000_000L);
		statement.execute("COMMIT");
		if (number % 10 == 0) {
			statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
		}
		LockSupport.parkNanos(20_000_000L);
	}

	@Test
	void stopsWaitingWhenItIsTimeToAnswer(@TempDir Path folder) throws Exception {
		Map<String, String> variables = Map.of("SOCIALHOOK_SECRET", SECRET, "SOCIALHOOK_ACCEPT_TIMEOUT", "1s");
		String url = "jdbc:sqlite:" + folder.resolve("inbox.db");
		try (ApplicationProcess service = ApplicationProcess.start(folder, variables, "--spring.datasource.url=" + url);
				Connection foreign = DriverManager.getConnection(url + "?busy_timeout=60000");
				Statement statement = foreign.createStatement()) {
			int port = service.port();
			statement.execute("BEGIN IMMEDIATE");
			assertThat(send(port, 0).status()).isEqualTo(503);
			service.await("(accepts no writes at the moment: .*locked.*Stop the other process)");
			statement.execute("ROLLBACK");
			AtomicInteger number = new AtomicInteger();
			Awaitility.await().until(() -> send(port, number.incrementAndGet()).status() == 200);
			service.await("(The database accepts writes again)");
			service.stop();
		}
	}

	private static RawAnswer send(int port, int number) {
		try (Wire wire = new Wire(port)) {
			String body = "{\"event\":\"channel.didUpdate\",\"data\":{\"channelId\":\"c" + number + "\"}}";
			return wire.send(WebhookRequest.signed(body).withSecret(SECRET).bytes()).answer();
		}
	}

}
