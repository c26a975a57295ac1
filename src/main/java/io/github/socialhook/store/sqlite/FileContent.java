package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.socialhook.store.salvage.DamagedFiles;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the file of a database in WAL mode contains, read past SQLite: tells whether
 * somebody has overwritten it in place. Only checkpoints write to the file. They keep its
 * format, never lower the number of its schema nor the beat of its holder, and do not
 * move the mark of the holder without a change of the schema. Those of other processes
 * are as good as those of this one.
 */
final class FileContent implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(FileContent.class);

	private static final String MAGIC = "SQLite format 3\0";

	/** Both of one moment. */
	private static final String ROOT_PAGE = """
			SELECT rootpage, (SELECT schema_version FROM pragma_schema_version) AS schema
			FROM sqlite_master WHERE name = 'socialhook_holder'
			""";

	private static final int HEADER = 100;

	private static final int PAGE_SIZE = 16;

	private static final int WRITE_VERSION = 18;

	private static final int READ_VERSION = 19;

	private static final int SCHEMA = 40;

	private static final byte WAL = 2;

	private static final int LARGEST_PAGE = 65536;

	/**
	 * A page that is just being written may be read in two parts, for as long as a busy
	 * machine does not let the other go on.
	 */
	private static final long DOUBT_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	/**
	 * Stays open until no connection is: to close any descriptor of a file gives up all
	 * locks that the process has on it.
	 */
	private @Nullable FileChannel channel;

	private @Nullable Object key;

	private @Nullable FileTime modified;

	private long size;

	/** The number of the schema, or -1 as long as the header was not seen in WAL mode. */
	private long schema = -1;

	private final String mark;

	/** Where the mark is, as long as the number of the schema is this one. */
	private long rootPage;

	private long rootPageSchema = -1;

	/** The latest beat of the holder in the file, or -1 if the mark is not there yet. */
	private long beat = -1;

	/** When that was, in milliseconds. */
	private long beatenAt;

	private volatile boolean overwritten;

	/** Whether the log has been kept. */
	private boolean given;

	FileContent(String mark) {
		this.mark = mark;
	}

	/** The file has just been opened, and nobody has an earlier one open. */
	synchronized void open(Path file) {
		close();
		Object found = FilePlace.keyOf(file);
		if (found == null) {
			return;
		}
		OpenDescriptors.ignore(found, 1);
		this.key = found;
		try {
			this.channel = FileChannel.open(file, StandardOpenOption.READ);
		}
		catch (IOException ex) {
			close();
			logger.debug("What the file of the database contains is not looked at", ex);
		}
	}

	/** Finds out where the mark of the holder gets with a checkpoint. */
	synchronized void locateMark(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(ROOT_PAGE)) {
			if (row.next() && (row.getLong(1) != this.rootPage || row.getLong(2) != this.rootPageSchema)) {
				this.rootPage = row.getLong(1);
				this.rootPageSchema = row.getLong(2);
				this.beat = -1;
			}
		}
	}

	boolean isOverwritten() {
		return this.overwritten;
	}

	/**
	 * Whether nobody but SQLite has written to the file. It is read only if it has
	 * changed.
	 */
	synchronized boolean isOwn(@Nullable BasicFileAttributes attributes) {
		FileChannel current = this.channel;
		if (this.overwritten || current == null || attributes == null
				|| (attributes.size() == this.size && attributes.lastModifiedTime().equals(this.modified))) {
			return !this.overwritten;
		}
		try {
			look(current);
			this.size = attributes.size();
			this.modified = attributes.lastModifiedTime();
		}
		catch (IOException ex) {
			logger.debug("What the file of the database contains cannot be read", ex);
		}
		return !this.overwritten;
	}

	private void look(FileChannel file) throws IOException {
		long began = System.nanoTime();
		Look look = Look.UNSURE;
		while (look == Look.UNSURE) {
			look = tryToLook(file);
			if (look == Look.UNSURE && System.nanoTime() - began > DOUBT_NANOS) {
				look = Look.FOREIGN;
			}
			if (look == Look.UNSURE) {
				LockSupport.parkNanos(PAUSE_NANOS);
			}
		}
		this.overwritten = look == Look.FOREIGN;
	}

	private Look tryToLook(FileChannel file) throws IOException {
		// A checkpoint writes the number of the schema before any later page.
		HolderRow row = findRow(file);
		ByteBuffer header = read(file, 0, HEADER);
		boolean wal = isWal(header);
		if (this.schema < 0 && !wal) {
			return Look.OWN;
		}
		long number = wal ? Integer.toUnsignedLong(header.getInt(SCHEMA)) : -1;
		if (number < this.schema) {
			return Look.FOREIGN;
		}
		this.schema = number;
		if (number != this.rootPageSchema) {
			// It may have moved, and something else may be where it was.
			this.beat = -1;
			return Look.OWN;
		}
		return judge(row);
	}

	private Look judge(@Nullable HolderRow row) {
		if (row != null && row.mark().equals(this.mark) && row.beat() >= this.beat) {
			this.beat = row.beat();
			this.beatenAt = row.seenAt();
			return Look.OWN;
		}
		// The next to hold the file, whose it is from then on, is no older.
		boolean takenOver = row != null && !row.mark().equals(this.mark) && row.seenAt() > this.beatenAt;
		return (this.beat < 0 || takenOver) ? Look.OWN : Look.UNSURE;
	}

	private static boolean isWal(ByteBuffer header) {
		return header.limit() == HEADER && text(header.slice(0, MAGIC.length())).equals(MAGIC)
				&& header.get(WRITE_VERSION) == WAL && header.get(READ_VERSION) == WAL;
	}

	private @Nullable HolderRow findRow(FileChannel file) throws IOException {
		if (this.rootPage == 0) {
			return null;
		}
		ByteBuffer header = read(file, 0, HEADER);
		int unsigned = (header.limit() == HEADER) ? Short.toUnsignedInt(header.getShort(PAGE_SIZE)) : 0;
		int pageSize = (unsigned == 1) ? LARGEST_PAGE : unsigned;
		return HolderRow.find(read(file, (this.rootPage - 1) * pageSize, pageSize));
	}

	private static ByteBuffer read(FileChannel file, long position, int length) throws IOException {
		ByteBuffer content = ByteBuffer.allocate(length);
		int count;
		do {
			count = file.read(content, position + content.position());
		}
		while (count > 0 && content.hasRemaining());
		return content.flip();
	}

	private static String text(ByteBuffer bytes) {
		return StandardCharsets.ISO_8859_1.decode(bytes).toString();
	}

	/**
	 * Keeps the log of the file that was overwritten, and empties it, so that the last to
	 * close the file does not write the log into what is there now. Fails the first time,
	 * because what was committed last is nowhere any more.
	 */
	synchronized void giveUp(Path file, Path log) throws SQLException {
		if (this.given) {
			return;
		}
		Path kept = file.resolveSibling(file.getFileName() + ".overwritten-" + DamagedFiles.now() + "-wal");
		try {
			if (Files.exists(log)) {
				Files.copy(log, kept);
				FileChannel.open(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING).close();
			}
		}
		catch (IOException ex) {
			throw new SQLException("The log of the file '" + file
					+ "', which was overwritten in place while it was in use, cannot be kept: " + ex, ex);
		}
		this.given = true;
		String line = "The file '" + file
				+ "' was overwritten in place while it was in use. What was stored since that "
				+ "copy was made is lost, except for what is in '" + kept
				+ "'. Stop Socialhook before you restore its files";
		logger.error(line);
		throw new SQLException(line);
	}

	/** No connection has the file open any more. */
	@Override
	public synchronized void close() {
		FileChannel current = this.channel;
		Object known = this.key;
		this.channel = null;
		this.key = null;
		this.modified = null;
		this.schema = -1;
		this.beat = -1;
		this.rootPageSchema = -1;
		this.overwritten = false;
		this.given = false;
		try {
			if (current != null) {
				current.close();
			}
		}
		catch (IOException ex) {
			logger.debug("The file of the database could not be closed", ex);
		}
		if (known != null) {
			OpenDescriptors.ignore(known, -1);
		}
	}

	/** What a look has shown. */
	private enum Look {

		OWN, FOREIGN, UNSURE

	}

}
