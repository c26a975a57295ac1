package io.github.socialhook.store.salvage;

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
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import io.github.socialhook.inbox.Inbox;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.sqlite.SQLiteConfig;

/**
 * The database files that were set aside because they are damaged: until what can be read
 * of them is moved, and afterwards as long as somebody keeps them.
 */
public final class DamagedFiles {

	private static final Log logger = LogFactory.getLog(DamagedFiles.class);

	private static final Duration STILL_WRITING = Duration.ofSeconds(2);

	private static final String WAITING = ".damaged-";

	private static final String DONE = ".salvaged-";

	private static final String LAST = """
			SELECT seq FROM sqlite_sequence WHERE name = 'socialhook_delivery'
			""";

	private static final String HIGHEST = """
			SELECT max(id) FROM socialhook_delivery
			""";

	private final Path file;

	/** The highest number of a delivery that was given by this process. */
	private volatile long given;

	/**
	 * Creates them.
	 * @param file the database that is in use
	 */
	public DamagedFiles(Path file) {
		this.file = file;
	}

	/** Returns the time, as a part of a name. */
	public static String now() {
		return Instant.now().toString().replace(':', '-');
	}

	/** A delivery of this number may have been acknowledged. */
	public void given(long number) {
		this.given = Math.max(this.given, number);
	}

	/**
	 * Sets the database aside as it is, with its log, after all have closed it.
	 * @param overwritten whether it is not the file any more that it was
	 */
	public void setAside(boolean overwritten) throws IOException {
		Path aside = named(WAITING + now());
		new SalvageNote(this.given, overwritten, 0, 0).write(aside);
		move(this.file, aside);
		Files.deleteIfExists(named("-shm"));
		logger.error("The file '" + this.file
				+ (overwritten ? "' was overwritten. It is now '" : "' is damaged. It is now '") + aside
				+ "', and what can be read of it is moved to a new one");
	}

	/** Returns those of which not all was tried, the oldest first. */
	List<Path> waiting() {
		return called(WAITING).stream().filter((each) -> !isBeingWritten(each)).toList();
	}

	/** Returns the latest of which all was tried, as long as it is there. */
	Optional<Inbox.Salvage> latestDone() {
		return called(DONE).reversed()
			.stream()
			.filter((each) -> Files.exists(SalvageNote.pathFor(each)))
			.findFirst()
			.map((each) -> {
				SalvageNote note = SalvageNote.read(each);
				return new Inbox.Salvage(each.toString(), note.moved(), note.unreadable(), true);
			});
	}

	private List<Path> called(String kind) {
		String prefix = this.file.getFileName() + kind;
		try (Stream<Path> all = Files.list(Objects.requireNonNull(this.file.getParent()))) {
			return all.filter((each) -> isDatabase(each.getFileName().toString(), prefix)).sorted().toList();
		}
		catch (IOException ex) {
			logger.debug("The folder of the database cannot be listed", ex);
			return List.of();
		}
	}

	private static boolean isDatabase(String name, String prefix) {
		return name.startsWith(prefix) && !name.endsWith("-wal") && !name.endsWith("-shm")
				&& !name.endsWith(SalvageNote.SUFFIX);
	}

	/** Whoever overwrites a file may not be at its end. */
	private static boolean isBeingWritten(Path damaged) {
		try {
			return Files.getLastModifiedTime(damaged).toInstant().plus(STILL_WRITING).isAfter(Instant.now())
					&& SalvageNote.read(damaged).overwritten();
		}
		catch (IOException ex) {
			logger.debug("The age of a damaged file is unknown", ex);
			return false;
		}
	}

	/**
	 * All of a file was tried.
	 * @param note what came of it
	 * @return where it is now
	 */
	Path moved(Path damaged, SalvageNote note) throws IOException {
		Path kept = damaged.resolveSibling(damaged.getFileName().toString().replace(WAITING, DONE));
		note.write(kept);
		move(damaged, kept);
		Files.deleteIfExists(SalvageNote.pathFor(damaged));
		return kept;
	}

	private Path named(String suffix) {
		return this.file.resolveSibling(this.file.getFileName() + suffix);
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
	public void reserveNumbers(Connection connection) throws SQLException {
		noteGiven(connection);
		long last = Math.max(this.given, called(WAITING).stream().mapToLong(DamagedFiles::lastGiven).max().orElse(0));
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
			// No delivery of these numbers is there.
			statement.executeUpdate("UPDATE socialhook_delivery_count SET up_to = up_to + " + (last - before));
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
			logger.debug("The number of deliveries cannot be read", ex);
		}
	}

	private static long lastGiven(Path damaged) {
		long known = SalvageNote.read(damaged).given();
		try (Connection connection = open(damaged)) {
			return Math.max(known, last(connection));
		}
		catch (SQLException ex) {
			logger.debug("The number of deliveries cannot be read", ex);
			// Far more than there can have been, and as exact in any language.
			return (known > 0) ? known : System.currentTimeMillis();
		}
	}

	private static long last(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(LAST)) {
			return row.next() ? row.getLong(1) : 0;
		}
	}

	/** Returns the number of the latest delivery in one of them, if it can be read. */
	static OptionalLong findLast(Connection damaged) {
		for (String sql : List.of(LAST, HIGHEST)) {
			try (Statement statement = damaged.createStatement(); ResultSet row = statement.executeQuery(sql)) {
				return OptionalLong.of(row.next() ? row.getLong(1) : 0);
			}
			catch (SQLException ex) {
				logger.debug("The number of deliveries cannot be read", ex);
			}
		}
		return OptionalLong.empty();
	}

}
