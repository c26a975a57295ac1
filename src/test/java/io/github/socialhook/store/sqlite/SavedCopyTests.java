package io.github.socialhook.store.sqlite;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A database is replaced by another while it is open, and comes back. */
class SavedCopyTests {

	private static final byte[] OTHER = "a file of somebody".getBytes(StandardCharsets.UTF_8);

	@TempDir
	private Path folder;

	private Path file;

	private FilePlace log;

	private SavedCopy saved;

	@BeforeEach
	void locate() {
		this.file = this.folder.resolve("inbox.db");
		this.log = new FilePlace(this.file, "-wal");
		this.saved = new SavedCopy(this.file);
	}

	@Test
	void keepsTheOtherAsItWasAlthoughItsPlaceIsOpenedMeanwhile() throws Exception {
		replaceAndBringBack(true);
		assertThat(rows(this.file)).isEqualTo(2);
		assertThat(others()).singleElement().satisfies((other) -> assertThat(rows(other)).isEqualTo(1));
	}

	@Test
	void keepsWhatIsPutThereWhileAnotherIsAside() throws Exception {
		replaceAndBringBack(false);
		assertThat(rows(this.file)).isEqualTo(2);
		assertThat(others()).hasSize(2).satisfiesOnlyOnce((other) -> assertThat(other).hasBinaryContent(OTHER));
	}

	private void replaceAndBringBack(boolean database) throws Exception {
		Path copy = this.folder.resolve("copy.db");
		try (Connection connection = open(this.file)) {
			execute(connection, "CREATE TABLE kept (number)");
			execute(connection, "INSERT INTO kept VALUES (1)");
			execute(connection, "VACUUM INTO '" + copy + "'");
			execute(connection, "INSERT INTO kept VALUES (2)");
			this.log.occupy();
			Files.move(copy, this.file, StandardCopyOption.ATOMIC_MOVE);
			this.saved.write(connection);
			this.saved.setAsideOther(this.log);
			if (database) {
				open(this.file).close();
			}
			else {
				Files.write(this.file, OTHER);
			}
		}
		this.saved.putInPlace(this.log);
	}

	/** As those of a pool, which read at once. */
	private static Connection open(Path file) throws SQLException {
		Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
		execute(connection, "PRAGMA journal_mode = WAL");
		execute(connection, "SELECT count(*) FROM sqlite_master");
		return connection;
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static int rows(Path file) throws SQLException {
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SELECT count(*) FROM kept")) {
			result.next();
			return result.getInt(1);
		}
	}

	private List<Path> others() throws Exception {
		try (Stream<Path> all = Files.list(this.folder)) {
			return all.filter((each) -> each.getFileName().toString().startsWith("inbox.db.replaced-")).toList();
		}
	}

}
