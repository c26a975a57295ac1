package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Without its locks, SQLite is taken for closed by the next process that comes. */
@EnabledIf("showsLocks")
class OpenFileTests {

	private static final Path LOCKS = Path.of("/proc/locks");

	private Path database;

	private Path index;

	static boolean showsLocks() {
		return Files.isReadable(LOCKS);
	}

	@BeforeEach
	void locate(@TempDir Path folder) {
		this.database = folder.resolve("inbox.db");
		this.index = folder.resolve("inbox.db-shm");
	}

	@Test
	void takesNoLockFromAConnectionWhenItIsClosed() throws Exception {
		try (Connection connection = open()) {
			assertThat(connection.isValid(1)).isTrue();
			assertThat(isLocked(this.index)).isTrue();
			OpenFile.open(this.index).close();
			assertThat(isLocked(this.index)).isTrue();
		}
	}

	@Test
	void takesNoLockFromAConnectionToAFileThatWasRemoved() throws Exception {
		try (Connection connection = open()) {
			assertThat(connection.isValid(1)).isTrue();
			OpenFile opened = OpenFile.open(this.index);
			Path moved = Files.move(this.index, this.index.resolveSibling("moved"));
			opened.close();
			assertThat(isLocked(moved)).isTrue();
			assertThat(opened.channel().isOpen()).isTrue();
		}
	}

	@Test
	void isClosedOnceNobodyCanHaveALockOnIt() throws Exception {
		OpenFile opened;
		try (Connection connection = open()) {
			assertThat(connection.isValid(1)).isTrue();
			opened = OpenFile.open(this.index);
			opened.close();
			assertThat(opened.channel().isOpen()).isTrue();
		}
		assertThat(this.index).doesNotExist();
		OpenFile.open(this.database).close();
		assertThat(opened.channel().isOpen()).isFalse();
		assertThat(OpenDescriptors.include(Set.of(opened.key()))).isFalse();
	}

	private Connection open() throws Exception {
		Connection connection = DriverManager.getConnection("jdbc:sqlite:" + this.database);
		try (Statement statement = connection.createStatement()) {
			statement.execute("PRAGMA journal_mode = WAL");
			statement.execute("CREATE TABLE IF NOT EXISTS one (id INTEGER)");
		}
		return connection;
	}

	private static boolean isLocked(Path file) throws IOException {
		String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
		String process = " " + ProcessHandle.current().pid() + " ";
		return Files.readAllLines(LOCKS).stream().anyMatch((line) -> line.contains(inode) && line.contains(process));
	}

}
