package io.github.socialhook.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.store.salvage.FileSalvage;
import io.github.socialhook.store.sqlite.SqliteDialect;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody writes to the file of a store in use: all of it, or with SQLite. */
@RunsBesideOthers
class OverwrittenFileTests {

	@TempDir
	private Path folder;

	private Path file;

	private Path copy;

	private HikariDataSource dataSource;

	private InboxFixture inbox;

	@BeforeEach
	void open() {
		this.file = this.folder.resolve("inbox.db");
		this.copy = this.folder.resolve("copy.db");
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl("jdbc:sqlite:" + this.file);
		this.dataSource.setMaximumPoolSize(4);
		this.inbox = InboxFixture.open(this.dataSource, this.dataSource.getJdbcUrl(), new MutableClock());
	}

	@AfterEach
	void close() {
		this.inbox.close();
		this.dataSource.close();
	}

	@Test
	void noticesACopyThatVacuumMade() throws Exception {
		storeSome();
		execute("VACUUM INTO '" + this.copy + "'");
		assertNoticed();
	}

	@Test
	void noticesACopyThatTheShellMade() throws Exception {
		storeSome();
		execute("backup to " + this.copy);
		assertNoticed();
	}

	@Test
	void noticesACopyOfTheFileFromBeforeTheStart() throws Exception {
		storeSome();
		close();
		Files.copy(this.file, this.copy);
		open();
		assertNoticed();
	}

	@Test
	void noticesACopyOfTheFileOfTheSameRunAfterABeat() throws Exception {
		copyOfTheSameRun();
		long before = beat();
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> beat() > before);
		assertNoticed();
	}

	@Test
	void noticesACopyOfTheFileOfTheSameRunAfterACheckpoint() throws Exception {
		copyOfTheSameRun();
		FileTime before = Files.getLastModifiedTime(this.file);
		String large = "x".repeat(100_000);
		for (int i = 0; i < 60; i++) {
			this.inbox.store("large " + i + large);
		}
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> !Files.getLastModifiedTime(this.file).equals(before));
		assertNoticed();
	}

	private void copyOfTheSameRun() throws Exception {
		storeSome();
		SqliteLog.empty(this.file);
		assertThat(put("sees the mark in the file")).isTrue();
		Files.copy(this.file, this.copy);
	}

	private long beat() {
		return this.inbox.sql().sql("SELECT beat FROM socialhook_holder").query(Long.class).single();
	}

	@Test
	void leavesAFileAloneThatAnotherProcessHasTakenOver() throws Exception {
		storeSome();
		SqliteLog.empty(this.file);
		assertThat(put("before")).isTrue();
		execute("UPDATE socialhook_holder SET mark = '00000000-0000-0000-0000-000000000000', beat = 0, beaten_at = "
				+ (System.currentTimeMillis() + 1000));
		SqliteLog.empty(this.file);
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> !this.inbox.store.isCurrent());
		assertThat(put("after")).isFalse();
		assertThat(names()).noneMatch((name) -> name.contains("damaged") || name.contains("overwritten"));
	}

	/** What is in memory is about what is not there any more. */
	@Test
	void acceptsNothingMoreAfterARestoreThroughSqlite() throws Exception {
		storeSome();
		long before = beat();
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> beat() > before);
		execute("backup to " + this.copy);
		long copied = beat();
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> beat() > copied + 1);
		storeSome();
		Awaitility.await().atMost(Timeouts.GENEROUS).ignoreExceptions().until(() -> {
			execute("restore from " + this.copy);
			return true;
		});
		List<String> accepted = new ArrayList<>();
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> {
			String body = "after " + System.nanoTime();
			if (put(body)) {
				accepted.add(body);
			}
			return !this.inbox.store.isCurrent();
		});
		assertThat(put("after all")).isFalse();
		assertThat(names()).noneMatch((name) -> name.contains("damaged") || name.contains("overwritten"));
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + this.file);
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT CAST(body AS TEXT) FROM socialhook_delivery")) {
			while (rows.next()) {
				accepted.remove(rows.getString(1));
			}
		}
		assertThat(accepted).isEmpty();
	}

	@Test
	void noticesAFileThatIsEmptied() throws Exception {
		storeSome();
		Files.createFile(this.copy);
		assertNoticed();
	}

	/** As whoever wants its space back empties it. */
	@Test
	void noticesALogThatIsEmptied() throws Exception {
		storeSome();
		Files.createFile(this.copy);
		assertLogNoticed();
	}

	@Test
	void noticesALogThatIsOverwrittenWithAnEarlierOne() throws Exception {
		storeSome();
		Files.copy(log(), this.copy);
		assertLogNoticed();
	}

	@Test
	void noticesALogThatIsOverwrittenWhileNothingComes() throws Exception {
		storeSome();
		Files.writeString(this.copy, "x".repeat(100_000));
		overwrite(log());
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> names().toString().contains(".damaged-"));
		awaitAccepted("after");
	}

	private void assertLogNoticed() throws Exception {
		SqliteLog.empty(this.file);
		storeSome();
		overwrite(log());
		List<String> accepted = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			String body = "after " + i;
			awaitAccepted(body);
			accepted.add(body);
		}
		assertThat(names()).anyMatch((name) -> name.matches(".*overwritten-.*-wal"))
			.anyMatch((name) -> name.matches(".*damaged-.*Z"));
		Path found = Files.createDirectory(this.folder.resolve("found")).resolve("inbox.db");
		Files.copy(this.file, found);
		Files.copy(log(), Path.of(found + "-wal"));
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + found);
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("SELECT CAST(body AS TEXT) FROM socialhook_delivery")) {
			while (rows.next()) {
				accepted.remove(rows.getString(1));
			}
		}
		assertThat(accepted).as("acknowledged, and not there after a crash").isEmpty();
	}

	private Path log() {
		return Path.of(this.file + "-wal");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "no database" })
	void tellsThatAllIsMissingWhereThereIsNothingToRead(String content) throws Exception {
		Files.writeString(this.copy, content);
		storeSome();
		overwrite();
		awaitAccepted("after");
		try (FileSalvage salvage = new FileSalvage(this.inbox.writer,
				((SqliteDialect) this.inbox.dialect).damagedFiles(), (moved) -> {
				})) {
			salvage.start();
			Awaitility.await()
				.atMost(Timeouts.GENEROUS)
				.until(() -> salvage.lastSalvage().filter(Inbox.Salvage::over).isPresent());
			assertThat(salvage.lastSalvage()).get().returns(0L, Inbox.Salvage::moved);
			assertThat(salvage.lastSalvage()).get().returns(30L, Inbox.Salvage::unreadable);
		}
	}

	@Test
	void noticesNothingWhenAnotherProcessUsesTheDatabase() throws Exception {
		storeSome();
		for (String sql : List.of("PRAGMA wal_checkpoint(PASSIVE)", "CREATE TABLE job (id INTEGER PRIMARY KEY)",
				"PRAGMA wal_checkpoint(TRUNCATE)", "INSERT INTO job DEFAULT VALUES", "VACUUM",
				"PRAGMA wal_checkpoint(TRUNCATE)", "DROP TABLE job", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")) {
			execute(sql);
			assertThat(put("after " + sql + " " + System.nanoTime())).as(sql).isTrue();
		}
		assertThat(names()).noneMatch((name) -> name.contains("damaged"));
	}

	private List<String> names() throws IOException {
		try (Stream<Path> all = Files.list(this.folder)) {
			return all.map((each) -> each.getFileName().toString()).toList();
		}
	}

	private void assertNoticed() throws Exception {
		storeSome();
		SqliteLog.empty(this.file);
		assertThat(put("in the log")).isTrue();
		overwrite();
		List<String> accepted = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			String body = "after " + i;
			awaitAccepted(body);
			accepted.add(body);
		}
		try (Stream<Path> all = Files.list(this.folder)) {
			Path damaged = all.filter((each) -> each.getFileName().toString().matches(".*damaged-.*Z"))
				.findFirst()
				.orElseThrow();
			assertThat(damaged).as("is the copy and nothing else").hasSameBinaryContentAs(this.copy);
		}
		assertThat(
				this.inbox.sql().sql("SELECT CAST(body AS TEXT) FROM socialhook_delivery").query(String.class).list())
			.containsAll(accepted);
	}

	private void overwrite() throws IOException {
		overwrite(this.file);
	}

	private void overwrite(Path target) throws IOException {
		try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.TRUNCATE_EXISTING)) {
			Files.copy(this.copy, out);
		}
	}

	private void awaitAccepted(String body) {
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> put(body));
	}

	private void storeSome() {
		for (int i = 0; i < 30; i++) {
			this.inbox.store("number " + i + " " + System.nanoTime() + "x".repeat(500));
		}
	}

	private boolean put(String body) {
		try {
			return this.inbox.inbox.put(this.inbox.delivery(body)) instanceof Receipt.Stored;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + this.file + "?busy_timeout=60000");
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
