package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.sqlite.SQLiteConfig;

/**
 * The database files that were set aside because they are damaged, until what can be read
 * of them is moved.
 */
final class DamagedFiles {

	private static final Log logger = LogFactory.getLog(DamagedFiles.class);

	private static final Duration STILL_WRITING = Duration.ofSeconds(2);

	private static final String LAST = """
			SELECT seq FROM sqlite_sequence WHERE name = 'socialhook_delivery'
			""";

	private final Path file;

	/** The highest number of a delivery that was given by this process. */
	private volatile long given;

	private final Map<Path, Long> overwritten = new ConcurrentHashMap<>();

	DamagedFiles(Path file) {
		this.file = file;
	}

	static String now() {
		return Instant.now().toString().replace(':', '-');
	}

	/** A delivery of this number may have been acknowledged. */
	void given(long number) {
		this.given = Math.max(this.given, number);
	}

	/** Returns up to which number deliveries were in a file that was overwritten. */
	long missingUpTo(Path damaged) {
		return this.overwritten.getOrDefault(damaged, 0L);
	}

	/**
	 * Sets the database aside as it is, with its log, after all have closed it.
	 * @param overwritten whether it is not the file any more that it was
	 */
	void setAside(boolean overwritten) throws IOException {
		Path aside = named(this.file.getFileName() + ".damaged-" + now());
		if (overwritten) {
			this.overwritten.put(aside, this.given);
		}
		move(this.file, aside);
		Files.deleteIfExists(named(this.file.getFileName() + "-shm"));
		logger.error("The file '" + this.file
				+ (overwritten ? "' was overwritten. It is now '" : "' is damaged. It is now '") + aside
				+ "', and what can be read of it is moved to a new one");
	}

	/** Returns those of which not all was tried, the oldest first. */
	List<Path> waiting() {
		String prefix = this.file.getFileName() + ".damaged-";
		try (Stream<Path> all = Files.list(Objects.requireNonNull(this.file.getParent()))) {
			return all.filter((each) -> isDatabase(each.getFileName().toString(), prefix) && !isBeingWritten(each))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			logger.debug("The folder of the database cannot be listed", ex);
			return List.of();
		}
	}

	private static boolean isDatabase(String name, String prefix) {
		return name.startsWith(prefix) && !name.endsWith("-wal") && !name.endsWith("-shm");
	}

	/** Whoever overwrites a file may not be at its end. */
	private boolean isBeingWritten(Path damaged) {
		try {
			return this.overwritten.containsKey(damaged)
					&& Files.getLastModifiedTime(damaged).toInstant().plus(STILL_WRITING).isAfter(Instant.now());
		}
		catch (IOException ex) {
			logger.debug("The age of a damaged file is unknown", ex);
			return false;
		}
	}

	/** All of a file was tried. Returns where it is now. */
	Path moved(Path damaged) throws IOException {
		Path kept = named(damaged.getFileName().toString().replace(".damaged-", ".salvaged-"));
		move(damaged, kept);
		return kept;
	}

	private Path named(String name) {
		return this.file.resolveSibling(name);
	}

	private static void move(Path from, Path to) throws IOException {
		Path wal = from.resolveSibling(from.getFileName() + "-wal");
		if (Files.exists(wal)) {
			Files.move(wal, to.resolveSibling(to.getFileName() + "-wal"));
		}
		Files.move(from, to);
	}

	/** Opens one of them, without a change to it. */
	static Connection open(Path damaged) throws SQLException {
		SQLiteConfig config = new SQLiteConfig();
		config.setReadOnly(true);
		return config.createConnection("jdbc:sqlite:" + damaged);
	}

	/** Lets the numbers of new deliveries begin after those in them. */
	void reserveNumbers(Connection connection) throws SQLException {
		noteGiven(connection);
		long last = Math.max(this.given, waiting().stream().mapToLong(DamagedFiles::last).max().orElse(0));
		if (last == 0) {
			return;
		}
		long before = last(connection);
		if (last <= before) {
			return;
		}
		try (Statement statement = connection.createStatement()) {
			statement.executeUpdate("DELETE FROM sqlite_sequence WHERE name = 'socialhook_delivery'");
			statement
				.executeUpdate("INSERT INTO sqlite_sequence (name, seq) VALUES ('socialhook_delivery', " + last + ")");
			statement.executeUpdate(SqliteDeliveryCount.passed(last - before));
		}
		if (!connection.getAutoCommit()) {
			connection.commit();
		}
	}

	/** What is damaged is found soon enough. */
	private void noteGiven(Connection connection) {
		try {
			given(last(connection));
		}
		catch (SQLException ex) {
			logger.debug("It cannot be read how many deliveries there are", ex);
		}
	}

	private static long last(Path damaged) {
		try (Connection connection = open(damaged)) {
			return last(connection);
		}
		catch (SQLException ex) {
			logger.debug("It cannot be read how many deliveries there were", ex);
			// Far more than there can have been, and as exact in any language.
			return System.currentTimeMillis();
		}
	}

	/** Returns the number of the latest delivery in one of them. */
	static long last(Connection damaged) throws SQLException {
		try (Statement statement = damaged.createStatement(); ResultSet row = statement.executeQuery(LAST)) {
			return row.next() ? row.getLong(1) : 0;
		}
	}

}
