package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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

	private final LogContent log = new LogContent();

	private @Nullable OpenFile opened;

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

	FileContent(String mark) {
		this.mark = mark;
	}

	/** The file has just been opened, and nobody has an earlier one open. */
	synchronized void open(Path file) {
		close();
		this.opened = OpenFile.open(file);
		this.log.open(file);
	}

	/** The log has just been made, and nobody has an earlier one open. */
	synchronized void openLog(Path file) {
		this.log.open(file);
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
		return this.overwritten || this.log.isOverwritten();
	}

	/**
	 * Whether nobody but SQLite has written to the file or its log. The file is read only
	 * if it has changed.
	 */
	synchronized boolean isOwn(@Nullable BasicFileAttributes attributes) {
		OpenFile current = this.opened;
		if (!this.overwritten && current != null && attributes != null
				&& (attributes.size() != this.size || !attributes.lastModifiedTime().equals(this.modified))) {
			try {
				look(current);
				this.size = attributes.size();
				this.modified = attributes.lastModifiedTime();
			}
			catch (IOException ex) {
				logger.debug("The content of the database file cannot be read", ex);
			}
		}
		return !this.overwritten && this.log.isOwn();
	}

	private void look(OpenFile file) throws IOException {
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

	private Look tryToLook(OpenFile file) throws IOException {
		// A checkpoint writes the number of the schema before any later page.
		HolderRow row = findRow(file);
		ByteBuffer header = file.read(0, HEADER);
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

	private @Nullable HolderRow findRow(OpenFile file) throws IOException {
		if (this.rootPage == 0) {
			return null;
		}
		ByteBuffer header = file.read(0, HEADER);
		int unsigned = (header.limit() == HEADER) ? Short.toUnsignedInt(header.getShort(PAGE_SIZE)) : 0;
		int pageSize = (unsigned == 1) ? LARGEST_PAGE : unsigned;
		return HolderRow.find(file.read((this.rootPage - 1) * pageSize, pageSize));
	}

	private static String text(ByteBuffer bytes) {
		return StandardCharsets.ISO_8859_1.decode(bytes).toString();
	}

	/** Keeps the log, and fails the first time: what was committed last is lost. */
	synchronized void giveUp(Path file) throws SQLException {
		this.log.giveUp(file);
	}

	/** No connection has the file open any more. */
	@Override
	public synchronized void close() {
		OpenFile current = this.opened;
		if (current != null) {
			current.close();
		}
		this.opened = null;
		this.log.close();
		this.modified = null;
		this.schema = -1;
		this.beat = -1;
		this.rootPageSchema = -1;
		this.overwritten = false;
	}

	/** What a look has shown. */
	private enum Look {

		OWN, FOREIGN, UNSURE

	}

}
