package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import javax.sql.DataSource;

import io.github.socialhook.inbox.EmbeddedStore;

/**
 * Copies a SQLite file with VACUUM INTO, which reads one moment of it. The backup of the
 * sqlite3 shell begins anew with each commit, and would not end under load.
 */
final class SqliteBackup {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final Path file;

	private final DataSource dataSource;

	private final InstantSource clock;

	private final ReentrantLock turn = new ReentrantLock();

	SqliteBackup(Path file, DataSource dataSource, InstantSource clock) {
		this.file = file;
		this.dataSource = dataSource;
		this.clock = clock;
	}

	/** Writes a copy, unless one is being written. */
	Optional<EmbeddedStore.Copy> write() throws IOException {
		if (!this.turn.tryLock()) {
			return Optional.empty();
		}
		try {
			long began = System.nanoTime();
			Path copy = this.file
				.resolveSibling(this.file.getFileName() + "." + TIME.format(this.clock.instant()) + ".backup");
			write(copy);
			return Optional.of(new EmbeddedStore.Copy(copy.toString(), Files.size(copy),
					Duration.ofNanos(System.nanoTime() - began)));
		}
		finally {
			this.turn.unlock();
		}
	}

	/** Whoever finds a file of that name finds all of it. */
	private void write(Path copy) throws IOException {
		Path part = copy.resolveSibling(copy.getFileName() + ".part");
		try {
			vacuumInto(part);
			sync(part);
			Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (SQLException ex) {
			throw new IOException(ex.getMessage(), ex);
		}
		finally {
			Files.deleteIfExists(part);
		}
	}

	private void vacuumInto(Path part) throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			// Nothing of this can be part of a transaction.
			connection.setAutoCommit(true);
			try (PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
				vacuum.setString(1, part.toString());
				vacuum.executeUpdate();
			}
		}
	}

	private static void sync(Path part) throws IOException {
		try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
			channel.force(true);
		}
	}

}
