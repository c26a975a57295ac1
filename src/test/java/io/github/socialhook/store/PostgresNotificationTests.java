package io.github.socialhook.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.FreePort;
import io.github.socialhook.Timeouts;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.store.queue.WakeUpListener;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The wake-up of other nodes, where the server has no room for notifications. */
@ExtendWith(OutputCaptureExtension.class)
class PostgresNotificationTests {

	@Test
	void writesGoOnWhileTheQueueIsFull(CapturedOutput output) throws Exception {
		try (EmbeddedPostgres server = EmbeddedPostgres.builder()
			.setPort(FreePort.next())
			.setPGStartupWait(Timeouts.START)
			.setServerConfig("max_notify_queue_pages", "64")
			.start();
				HikariDataSource pool = new HikariDataSource();
				HikariDataSource otherPool = new HikariDataSource()) {
			try (InboxFixture node = open(pool, server);
					InboxFixture other = open(otherPool, server);
					Connection listening = server.getPostgresDatabase().getConnection()) {
				other.dispatching();
				listening.createStatement().execute("LISTEN something");
				listening.setAutoCommit(false);
				listening.createStatement().execute("SELECT 1");
				fill(server);
				for (int i = 0; i < 10; i++) {
					// Nobody dispatches at this node, so others are to be told.
					node.store("body " + i);
				}
				List<Claim> claims = other.take(10);
				assertThat(claims).hasSize(10);
				assertThat(output.getAll().split("The NOTIFY queue of PostgreSQL is full", -1)).hasSize(2);
				assertThat(output.getAll().lines().filter((line) -> line.contains("refuses a write")))
					.noneMatch((line) -> line.contains("NOTIFY"));
			}
		}
	}

	@Test
	void goOnOnceThereIsRoom() throws Exception {
		try (EmbeddedPostgres server = EmbeddedPostgres.builder()
			.setPort(FreePort.next())
			.setPGStartupWait(Timeouts.START)
			.setServerConfig("max_notify_queue_pages", "64")
			.start(); HikariDataSource pool = new HikariDataSource()) {
			try (InboxFixture node = open(pool, server)) {
				CompletableFuture<Boolean> woken = new CompletableFuture<>();
				try (Connection listening = server.getPostgresDatabase().getConnection()) {
					listening.createStatement().execute("LISTEN something");
					listening.setAutoCommit(false);
					listening.createStatement().execute("SELECT 1");
					fill(server);
					node.store("while it is full");
				}
				try (WakeUpListener listener = node.listener(() -> woken.complete(true))) {
					listener.start();
					org.awaitility.Awaitility.await().until(() -> {
						node.store("body " + System.nanoTime());
						return woken.isDone();
					});
				}
			}
		}
	}

	private static InboxFixture open(HikariDataSource pool, EmbeddedPostgres server) {
		pool.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
		pool.setMaximumPoolSize(4);
		return InboxFixture.open(pool, pool.getJdbcUrl(), new MutableClock());
	}

	private static void fill(EmbeddedPostgres server) throws SQLException {
		try (Connection connection = server.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> {
				for (int i = 0; i < 1000; i++) {
					statement.execute("SELECT pg_notify('something', '" + i + "' || repeat('x', 7000))");
				}
			}).withMessageContaining("too many notifications");
		}
	}

}
