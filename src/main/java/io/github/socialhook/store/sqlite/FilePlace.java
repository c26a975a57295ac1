package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A path at which a file was opened: tells whether that file is still there, or was
 * removed, moved or replaced since. Where the operating system does not tell one file
 * from another, every file is taken for the same.
 */
final class FilePlace {

	private static final Log logger = LogFactory.getLog(FilePlace.class);

	private final Path file;

	private final String suffix;

	private Path path;

	private @Nullable Object key;

	private @Nullable BasicFileAttributes seen;

	FilePlace(Path path) {
		this(path, "");
	}

	/** The place of a file that SQLite makes beside another. */
	FilePlace(Path file, String suffix) {
		this.file = file;
		this.suffix = suffix;
		this.path = beside(file, suffix);
	}

	/** Returns where SQLite makes a file beside another, which may be a link. */
	static Path beside(Path file, String suffix) {
		if (suffix.isEmpty()) {
			return file;
		}
		Path target = file;
		try {
			target = Files.isSymbolicLink(file) ? file.toRealPath() : file;
		}
		catch (IOException ex) {
			logger.debug("The link '" + file + "' leads to nothing", ex);
		}
		return target.resolveSibling(target.getFileName() + suffix);
	}

	/** Returns device and inode of the file that is there, or null if there is none. */
	static @Nullable Object keyOf(Path path) {
		BasicFileAttributes attributes = read(path);
		return (attributes != null) ? attributes.fileKey() : null;
	}

	static @Nullable BasicFileAttributes read(Path path) {
		try {
			return Files.readAttributes(path, BasicFileAttributes.class);
		}
		catch (IOException ex) {
			return null;
		}
	}

	Path path() {
		return this.path;
	}

	/** Returns device and inode of the file that was there, or null if it is unknown. */
	@Nullable Object key() {
		return this.key;
	}

	/** The file that is there has just been opened. */
	void occupy() {
		this.path = beside(this.file, this.suffix);
		this.key = keyOf(this.path);
	}

	/** The file that was there is closed. */
	void leave() {
		this.key = null;
		this.seen = null;
	}

	/** Returns what was there at the last look, or null if there was none. */
	@Nullable BasicFileAttributes seen() {
		return this.seen;
	}

	/** Whether the file that was opened is still there. True if none was. */
	boolean isOccupied() {
		if (this.key == null) {
			return true;
		}
		this.seen = read(this.path);
		return this.seen != null && this.key.equals(this.seen.fileKey());
	}

}
