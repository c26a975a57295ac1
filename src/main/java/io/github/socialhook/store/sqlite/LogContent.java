package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.socialhook.store.salvage.DamagedFiles;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the log of a database contains, read past SQLite, in the format that is described
 * at <a href="https://www.sqlite.org/walformat.html">sqlite.org</a>: tells whether
 * somebody has truncated or overwritten it in place. All connections share an index of
 * the log, which says what its last frame is, and is changed before the log is cut and
 * after it has grown. The checksum of a frame covers all those before it.
 */
final class LogContent implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(LogContent.class);

	/** While the index does not change, a difference is none that SQLite makes. */
	private static final long DOUBT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

	private static final long LONGEST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private @Nullable Path database;

	private @Nullable OpenFile log;

	private @Nullable OpenFile index;

	/** The last frame at the last look. */
	private @Nullable LogFrame last;

	private volatile boolean overwritten;

	/** Whether the log has been kept. */
	private boolean given;

	/** The database has just been opened, and nobody has an earlier one open. */
	void open(Path file) {
		close();
		this.database = file;
	}

	boolean isOverwritten() {
		return this.overwritten;
	}

	/** Whether nobody but SQLite has written to the log. */
	boolean isOwn() {
		if (!this.overwritten && isOpen()) {
			try {
				look(Objects.requireNonNull(this.log), Objects.requireNonNull(this.index));
			}
			catch (IOException ex) {
				logger.debug("What the log of the database contains cannot be read", ex);
			}
		}
		return !this.overwritten;
	}

	/** They are made by the first who reads or writes. */
	private boolean isOpen() {
		if (this.database != null && this.log == null) {
			this.log = OpenFile.open(FilePlace.beside(this.database, "-wal"));
		}
		if (this.database != null && this.index == null) {
			this.index = OpenFile.open(FilePlace.beside(this.database, "-shm"));
		}
		return this.log != null && this.index != null;
	}

	private void look(OpenFile currentLog, OpenFile currentIndex) throws IOException {
		LogFrame doubted = null;
		long began = System.nanoTime();
		long doubtedSince = began;
		while (System.nanoTime() - began < LONGEST_LOOK_NANOS) {
			LogFrame frame = LogFrame.lastIn(currentIndex);
			if (frame != null && isIn(currentLog, frame)) {
				this.last = frame;
				return;
			}
			if (frame == null || !frame.equals(doubted)) {
				doubted = frame;
				doubtedSince = System.nanoTime();
			}
			else if (System.nanoTime() - doubtedSince > DOUBT_NANOS) {
				this.overwritten = true;
				return;
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
	}

	/** Whether it is, and the one before as well: what is written later fills no gap. */
	private boolean isIn(OpenFile currentLog, LogFrame frame) throws IOException {
		LogFrame before = this.last;
		return frame.isIn(currentLog) && (before == null || !frame.follows(before) || before.isIn(currentLog));
	}

	/**
	 * Keeps the log, and empties it, so that the last to close the database does not
	 * write the log into what is there now. Fails the first time, because what was
	 * committed last is nowhere any more.
	 */
	void giveUp(Path file) throws SQLException {
		if (this.given) {
			return;
		}
		Path path = FilePlace.beside(file, "-wal");
		Path kept = file.resolveSibling(file.getFileName() + ".overwritten-" + DamagedFiles.now() + "-wal");
		Path spoilt = this.overwritten ? path : file;
		try {
			if (Files.exists(path)) {
				Files.copy(path, kept);
				FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING).close();
			}
		}
		catch (IOException ex) {
			throw new SQLException("The file '" + spoilt + "' was overwritten in place while it was in use, and '"
					+ path + "' cannot be kept: " + ex, ex);
		}
		this.given = true;
		String line = "The file '" + spoilt + "' was overwritten in place while it was in use. What was stored "
				+ (this.overwritten ? "last" : "since that copy was made") + " is lost, except for what is in '" + kept
				+ "'. Stop Socialhook before you change or restore its files";
		logger.error(line);
		throw new SQLException(line);
	}

	/** No connection has the database open any more. */
	@Override
	public void close() {
		for (OpenFile each : Arrays.asList(this.log, this.index)) {
			if (each != null) {
				each.close();
			}
		}
		this.database = null;
		this.log = null;
		this.index = null;
		this.last = null;
		this.overwritten = false;
		this.given = false;
	}

	/**
	 * The last frame of a log, as its index has it.
	 *
	 * @param number how many there are
	 * @param pageSize how many bytes each has, without its header
	 * @param salt differs each time the log begins anew
	 * @param checksum of all frames
	 */
	private record LogFrame(long number, int pageSize, long salt, long checksum) {

		private static final int INDEX_HEADER = 48;

		private static final int IS_INITIALIZED = 12;

		private static final int PAGE_SIZE = 14;

		private static final int NUMBER = 16;

		private static final int CHECKSUM = 24;

		private static final int INDEX_SALT = 32;

		private static final int LOG_HEADER = 32;

		private static final int LOG_SALT = 16;

		private static final int FRAME_HEADER = 24;

		private static final int FRAME_SALT = 8;

		/** Returns null if the index is just being written: its header is there twice. */
		private static @Nullable LogFrame lastIn(OpenFile index) throws IOException {
			ByteBuffer header = index.read(0, 2 * INDEX_HEADER);
			if (header.limit() < 2 * INDEX_HEADER || header.get(IS_INITIALIZED) == 0
					|| !header.slice(0, INDEX_HEADER).equals(header.slice(INDEX_HEADER, INDEX_HEADER))) {
				return null;
			}
			long salt = header.getLong(INDEX_SALT);
			header.order(ByteOrder.nativeOrder());
			int size = Short.toUnsignedInt(header.getShort(PAGE_SIZE));
			// The largest size is one more than fits.
			int pageSize = (size & 0xfe00) + ((size & 1) << Short.SIZE);
			long checksum = (Integer.toUnsignedLong(header.getInt(CHECKSUM)) << Integer.SIZE)
					| Integer.toUnsignedLong(header.getInt(CHECKSUM + Integer.BYTES));
			return new LogFrame(Integer.toUnsignedLong(header.getInt(NUMBER)), pageSize, salt, checksum);
		}

		/** Whether it is later in the same log. */
		private boolean follows(LogFrame other) {
			return this.salt == other.salt && this.number > other.number;
		}

		/** Whether a log has it, and is the one that the index is about. */
		private boolean isIn(OpenFile log) throws IOException {
			if (this.number == 0) {
				return true;
			}
			ByteBuffer start = log.read(LOG_SALT, Long.BYTES);
			ByteBuffer found = log.read(LOG_HEADER + (this.number - 1) * (FRAME_HEADER + this.pageSize) + FRAME_SALT,
					2 * Long.BYTES);
			return start.limit() == Long.BYTES && start.getLong(0) == this.salt && found.limit() == 2 * Long.BYTES
					&& found.getLong(0) == this.salt && found.getLong(Long.BYTES) == this.checksum;
		}

	}

}
