package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;

import io.github.socialhook.store.salvage.DamagedFiles;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What was saved of a database that is not in its place, all of it and synced, until it
 * is put there.
 */
final class SavedCopy {

	private static final Log logger = LogFactory.getLog(SavedCopy.class);

	private final Path file;

	private final Path path;

	SavedCopy(Path file) {
		this.file = file;
		this.path = sibling(".saved");
	}

	private Path sibling(String suffix) {
		return this.file.resolveSibling(this.file.getFileName() + suffix);
	}

	Path path() {
		return this.path;
	}

	/** Copies what a connection shows. */
	void write(Connection connection) throws SQLException, IOException {
		Path part = sibling(".saving");
		Files.deleteIfExists(part);
		try (PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
			copy.setString(1, part.toString());
			copy.executeUpdate();
		}
		sync(part, StandardOpenOption.WRITE);
		Files.move(part, this.path, StandardCopyOption.ATOMIC_MOVE);
	}

	/** Puts it where the database belongs, after all connections were closed. */
	void putInPlace(FilePlace wal) throws IOException {
		if (Files.exists(this.file) && Files.size(this.file) > 0) {
			setAside(wal);
		}
		Files.deleteIfExists(wal.path());
		Files.deleteIfExists(sibling("-shm"));
		Files.move(this.path, this.file, StandardCopyOption.ATOMIC_MOVE);
		sync(Objects.requireNonNull(this.file.getParent()), StandardOpenOption.READ);
	}

	private void setAside(FilePlace wal) throws IOException {
		String suffix = ".replaced-" + DamagedFiles.now();
		if (!wal.isOccupied() && Files.exists(wal.path())) {
			Files.move(wal.path(), sibling(suffix + "-wal"));
		}
		Files.move(this.file, sibling(suffix));
		logger.warn("The file that was put to '" + this.file + "' while Socialhook was running is now '"
				+ sibling(suffix)
				+ "'. To use it instead, stop Socialhook, and then move it there without those that end in -wal and -shm");
	}

	/** A folder is synced for the names in it. */
	private static void sync(Path path, OpenOption option) throws IOException {
		try (FileChannel channel = FileChannel.open(path, option)) {
			channel.force(true);
		}
	}

}
