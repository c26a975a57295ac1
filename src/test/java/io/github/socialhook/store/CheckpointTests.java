package io.github.socialhook.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody reads the SQLite file for long: its log grows, and gets short again. */
@ExtendWith(OutputCaptureExtension.class)
class CheckpointTests {

	private static final long MEGABYTE = 1024 * 1024;

	private static final String BIG = "x".repeat(100_000);

	@TempDir
	private Path folder;

	private final HikariDataSource dataSource = new HikariDataSource();

	private final MutableClock clock = new MutableClock();

	private InboxFixture inbox;

	@BeforeEach
	void open() {
		this.dataSource.setJdbcUrl(url());
		this.inbox = InboxFixture.open(this.dataSource, url(), this.clock);
	}

	private String url() {
		return "jdbc:sqlite:" + this.folder.resolve("inbox.db");
	}

	@AfterEach
	void close() {
		this.inbox.close();
		this.dataSource.close();
	}

	@Test
	void commitsMakeNoCheckpoints() throws Exception {
		try (Connection connection = this.inbox.store.openUpToDate();
				Statement statement = connection.createStatement();
				ResultSet pages = statement.executeQuery("PRAGMA wal_autocheckpoint")) {
			assertThat(pages.getInt(1)).isZero();
		}
	}

	@Test
	void logStaysShortByItself() throws Exception {
		for (int i = 0; i < 1000; i++) {
			this.inbox.store(i + BIG);
			if (i % 100 == 0) {
				awaitMoved();
			}
		}
		assertThat(logSize()).isLessThan(64 * MEGABYTE);
	}

	@Test
	void logGrowsWhileSomebodyReadsAndIsCutAfterwards(CapturedOutput output) throws Exception {
		this.inbox.store("seen");
		try (Connection connection = DriverManager.getConnection(url());
				Statement statement = connection.createStatement()) {
			beginToRead(statement);
			for (int i = 0; i < 800; i++) {
				this.inbox.store(i + BIG);
			}
			Awaitility.await().until(() -> this.inbox.storeFile.logHeldFor().compareTo(Duration.ofSeconds(1)) > 0);
			assertThat(this.inbox.storeFile.logBytes()).isGreaterThan(64 * MEGABYTE);
			Awaitility.await()
				.untilAsserted(() -> assertThat(output).containsPattern("A process has kept reading .* \\d+ MB"));
			assertThat(logSize()).isGreaterThan(64 * MEGABYTE);
			assertThat(count(statement)).isEqualTo(1);
		}
		awaitMoved();
		assertThat(this.inbox.storeFile.logHeldFor()).isZero();
		Awaitility.await().until(() -> {
			this.inbox.store("after" + System.nanoTime());
			return logSize() <= 32 * MEGABYTE;
		});
	}

	@Test
	@Tag("soak")
	void nobodyWaitsLongWhenAReaderLeaves() throws Exception {
		this.inbox.store("seen");
		long slowest = 0;
		try (Connection connection = DriverManager.getConnection(url());
				Statement statement = connection.createStatement()) {
			beginToRead(statement);
			for (int i = 0; i < 10_000; i++) {
				this.inbox.store(i + BIG);
			}
		}
		assertThat(logSize()).isGreaterThan(1000 * MEGABYTE);
		for (int i = 0; this.inbox.storeFile.logBytes() > MEGABYTE || i < 1000; i++) {
			long began = System.nanoTime();
			this.inbox.store(i + "after");
			slowest = Math.max(slowest, System.nanoTime() - began);
		}
		assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(1));
	}

	private static void beginToRead(Statement statement) throws SQLException {
		statement.execute("BEGIN");
		assertThat(count(statement)).isEqualTo(1);
	}

	private static int count(Statement statement) throws SQLException {
		try (ResultSet result = statement.executeQuery("SELECT count(*) FROM socialhook_delivery")) {
			return result.getInt(1);
		}
	}

	private void awaitMoved() {
		Awaitility.await().until(() -> this.inbox.storeFile.logBytes() < 8 * MEGABYTE);
	}

	private long logSize() throws Exception {
		return Files.size(this.folder.resolve("inbox.db-wal"));
	}

}
