package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.socialhook.store.database.StoreInUseException;
import io.github.socialhook.store.database.StoreNotWritableException;
import io.github.socialhook.store.driver.SqliteLibrary;
import io.github.socialhook.store.salvage.DamagedFiles;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The files of a SQLite database that is open. A file that is removed, moved or replaced
 * stays usable for the one that has it open, and what is written to it is gone with the
 * process: so they are looked after, and what they hold is brought back to where the next
 * process looks for it.
 */
final class DatabaseFiles implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(DatabaseFiles.class);

	private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

	private final Path file;

	private final LockFile lock;

	private final DamagedFiles damaged;

	private final FilePlace database;

	private final FilePlace wal;

	private final FileContent content;

	private final SavedCopy saved;

	private @Nullable SQLException failure;

	private long failedNanos;

	private boolean leaving;

	/** The file that was the database before. */
	private @Nullable Object left;

	/** Whether what is not in place has been said. */
	private boolean said;

	DatabaseFiles(Path file, HolderMark holder) {
		this.content = new FileContent(holder.mark());
		this.file = file;
		this.lock = holder.lock();
		this.damaged = new DamagedFiles(file);
		this.database = new FilePlace(file);
		this.wal = new FilePlace(file, "-wal");
		this.saved = new SavedCopy(file);
	}

	/**
	 * Keeps other processes from the database, and makes its folder if there is none.
	 * From then on this process can open it.
	 */
	void claim(HolderMark holder) {
		SqliteLibrary.load(folder());
		try {
			Files.createDirectories(folder());
			if (!this.lock.acquire()) {
				throw new StoreInUseException(this.file);
			}
			holder.requireFree();
		}
		catch (IOException ex) {
			throw new StoreNotWritableException(this.file, ex);
		}
	}

	private Path folder() {
		return Objects.requireNonNull(this.file.getParent());
	}

	/** A connection is open, and has read from the database. */
	void opened(Connection connection) throws SQLException {
		for (FilePlace place : List.of(this.database, this.wal)) {
			if (isClosed(place)) {
				place.occupy();
				if (place == this.database) {
					this.content.open(this.file);
				}
				else {
					this.content.openLog(this.file);
				}
			}
		}
		if (!isInPlace()) {
			// It is not known which of them a connection of the pool has open.
			this.leaving = true;
			throw new SQLException("The file '" + this.file + "' was removed or replaced, and is opened again");
		}
		this.content.locateMark(connection);
	}

	/**
	 * Whether nobody has it open any more: the last to close a database removes its log.
	 */
	private static boolean isClosed(FilePlace place) {
		Object key = place.key();
		return key == null || (OpenDescriptors.AVAILABLE && !OpenDescriptors.include(Set.of(key)));
	}

	/** Whether what is open is what the next process would find. */
	boolean isInPlace() {
		this.lock.keep();
		if (this.database.key() != null && this.wal.key() == null) {
			this.wal.occupy();
		}
		return isInPlace(this.database) && isInPlace(this.wal) && this.content.isOwn(this.database.seen());
	}

	private static boolean isInPlace(FilePlace place) {
		if (place.isOccupied()) {
			return true;
		}
		if (!isClosed(place)) {
			return false;
		}
		logger.warn("The file system gives '" + place.path()
				+ "' another inode number while it is open, so its removal or replacement cannot be detected: put it "
				+ "on a local disk");
		place.occupy();
		return true;
	}

	/**
	 * Saves what a connection shows that is open, but not in place. After that, all
	 * connections must be closed.
	 */
	void save(Connection connection) throws SQLException {
		if (this.failure != null && System.nanoTime() - this.failedNanos < RETRY_NANOS) {
			throw this.failure;
		}
		if (this.content.isOverwritten()) {
			this.content.giveUp(this.file);
			return;
		}
		say();
		try {
			// Nothing of this can be part of a transaction.
			connection.setAutoCommit(true);
			if (isInPlace(this.database)) {
				checkpoint(connection);
			}
			else {
				copy(connection);
			}
			this.failure = null;
			this.leaving = true;
		}
		catch (SQLException | IOException ex) {
			this.failure = new SQLException(what() + ", and what it holds could not be saved: " + ex.getMessage()
					+ ". Until that succeeds, nothing is accepted. Do not stop Socialhook before that. Check that "
					+ "the folder has free space and is writable", ex);
			this.failedNanos = System.nanoTime();
			throw this.failure;
		}
	}

	private void say() {
		if (!this.said) {
			this.said = true;
			logger.error(what() + ". Nothing is acknowledged until its content is in its place again. Stop "
					+ "Socialhook before you move, remove or restore its files");
		}
	}

	private String what() {
		if (isInPlace(this.database)) {
			return "The file '" + this.wal.path()
					+ "', which is a part of the database, was removed or replaced while it was in use";
		}
		String name = "The file '" + this.file;
		boolean gone = FilePlace.keyOf(this.file) == null;
		return gone ? name + "' was removed or moved while it was in use"
				: name + "' was replaced by another while it was in use";
	}

	private static void checkpoint(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
			if (!result.next() || result.getInt(1) != 0) {
				throw new SQLException("a connection still reads from it");
			}
		}
	}

	private void copy(Connection connection) throws SQLException, IOException {
		Files.createDirectories(folder());
		if (!this.lock.isInPlace() && !this.lock.acquire()) {
			throw new SQLException("another process has begun to use the file at its place");
		}
		this.saved.write(connection);
		this.saved.setAsideOther(this.wal);
	}

	/**
	 * Puts what was saved to where the database belongs, after all connections were
	 * closed. Does nothing if nothing was saved.
	 */
	void putBack() throws SQLException {
		if (this.content.isOverwritten()) {
			setAsideDamaged();
			return;
		}
		boolean replaced = Files.exists(this.saved.path());
		if (!this.leaving && !replaced) {
			return;
		}
		try {
			if (replaced) {
				this.saved.putInPlace(this.wal);
			}
			if (replaced || this.said) {
				logger.warn("What was in the file '" + this.file + "' was saved and is in its place again");
			}
			leave();
			this.said = false;
		}
		catch (IOException ex) {
			throw new SQLException(
					"What was saved in '" + this.saved.path() + "' cannot be moved to '" + this.file + "': " + ex, ex);
		}
	}

	/**
	 * Whether this process has the database open, or the one before it, or what is in its
	 * place: the last to close one removes what is called like its log.
	 */
	boolean isOpen() {
		Set<Object> keys = Stream.of(this.database.key(), this.left, FilePlace.keyOf(this.file))
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
		return OpenDescriptors.AVAILABLE && OpenDescriptors.include(keys);
	}

	private void leave() {
		this.left = this.database.key();
		this.database.leave();
		this.wal.leave();
		this.content.close();
		this.leaving = false;
	}

	/** Sets the database aside because it is damaged. */
	void setAsideDamaged() throws SQLException {
		try {
			this.damaged.setAside(this.content.isOverwritten());
			leave();
		}
		catch (IOException ex) {
			throw new SQLException("The file '" + this.file + "' is damaged, and cannot be moved aside: " + ex, ex);
		}
	}

	FileContent content() {
		return this.content;
	}

	DamagedFiles damaged() {
		return this.damaged;
	}

	@Override
	public void close() {
		this.content.close();
		try {
			this.lock.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
