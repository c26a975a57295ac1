package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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

	/** Of the first page: https://www.sqlite.org/fileformat.html#b_tree_pages. */
	private static final int PAGE_TYPE = 100;

	private static final byte TABLE_LEAF = 13;

	private static final int ENTRIES = 103;

	private static final int FIRST_ENTRY = 108;

	private final Path file;

	private final Path path;

	/** Whether another file was set aside since the last time it was put in place. */
	private boolean otherAside;

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
		if (!this.otherAside || !isEmpty(this.file)) {
			setAsideOther(wal);
		}
		Files.deleteIfExists(wal.path());
		Files.deleteIfExists(sibling("-shm"));
		Files.move(this.path, this.file, StandardCopyOption.ATOMIC_MOVE);
		this.otherAside = false;
		sync(Objects.requireNonNull(this.file.getParent()), StandardOpenOption.READ);
	}

	/**
	 * Sets aside what is where the database belongs: a connection that is opened there
	 * would apply the log of the database to it.
	 */
	void setAsideOther(FilePlace wal) throws IOException {
		if (!Files.exists(this.file) || Files.size(this.file) == 0) {
			return;
		}
		String suffix = ".replaced-" + DamagedFiles.now();
		if (!wal.isOccupied() && Files.exists(wal.path())) {
			Files.move(wal.path(), sibling(suffix + "-wal"));
		}
		Files.move(this.file, sibling(suffix));
		this.otherAside = true;
		logger.warn("The file that was put to '" + this.file + "' while Socialhook was running is now '"
				+ sibling(suffix)
				+ "'. To use it instead, stop Socialhook, and then move it there without those that end in -wal and -shm");
	}

	/**
	 * Whether it is what a connection makes where there is no file: a first page without
	 * an entry.
	 */
	private static boolean isEmpty(Path file) throws IOException {
		if (!Files.exists(file)) {
			return true;
		}
		try (InputStream content = Files.newInputStream(file)) {
			ByteBuffer first = ByteBuffer.wrap(content.readNBytes(FIRST_ENTRY));
			return first.limit() == 0 || (first.limit() == FIRST_ENTRY && first.get(PAGE_TYPE) == TABLE_LEAF
					&& first.getShort(ENTRIES) == 0);
		}
	}

	/** A folder is synced for the names in it. */
	private static void sync(Path path, OpenOption option) throws IOException {
		try (FileChannel channel = FileChannel.open(path, option)) {
			channel.force(true);
		}
	}

}
