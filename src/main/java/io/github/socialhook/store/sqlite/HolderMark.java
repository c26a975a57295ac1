package io.github.socialhook.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import io.github.socialhook.store.database.StoreInUseException;
import io.github.socialhook.store.write.BackgroundTask;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.FixedBackOff;

/**
 * Says in a SQLite file which process uses it, and notices when another one does: locks
 * have no effect on some file systems, and a link to the file leads past the lock.
 */
final class HolderMark {

	private static final Log logger = LogFactory.getLog(HolderMark.class);

	private static final long LOOK_MILLIS = 100;

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	private static final String BEAT = """
			UPDATE socialhook_holder SET beat = beat + 1, beaten_at = ? WHERE mark = ?
			""";

	private static final String LOOK = """
			SELECT beat FROM socialhook_holder WHERE mark = ?
			""";

	/** The next transaction finds that the mark is not that of this process. */
	private static final String GIVE_UP = """
			UPDATE socialhook_holder SET mark = mark || '-restored'
			""";

	private final Path file;

	private final LockFile lock;

	private final Holder own = Holder.ofThisProcess();

	private volatile @Nullable String lost;

	/**
	 * The latest beat that is committed, and in which of the databases since the start.
	 */
	private long latest;

	private int database;

	private volatile boolean restored;

	HolderMark(Path file) {
		this.file = file;
		this.lock = new LockFile(file.resolveSibling(file.getFileName() + ".lock"));
	}

	/** Beside the file. */
	LockFile lock() {
		return this.lock;
	}

	/**
	 * Waits in the same way for who has written beside the file, before it is opened:
	 * where locks have no effect, to open it spoils it for a process that uses it.
	 */
	void requireFree() {
		requireFree(this.lock::read);
		this.lock.write(this.own.at(System.currentTimeMillis()));
	}

	/**
	 * Waits until it is clear whether a living process uses the file, which after a crash
	 * is clear at once.
	 * @throws StoreInUseException if one does
	 */
	void requireFree(DataSource dataSource) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			// Each look is to see what is new.
			connection.setAutoCommit(true);
			requireFree(() -> Holder.read(connection));
		}
	}

	private <E extends Exception> void requireFree(HolderSource<E> source) throws E {
		Holder before = source.read();
		if (before == null || before.mark().equals(this.own.mark())) {
			return;
		}
		long began = System.nanoTime();
		long wait = before.untilClear().toNanos();
		while (System.nanoTime() - began < wait) {
			sleep();
			Holder now = source.read();
			if (now != null && !now.equals(before) && now.beatenAt() > 0) {
				throw new StoreInUseException(this.file, now.describe());
			}
		}
		if (wait > 0) {
			logger.warn("The file '" + this.file + "' was used until a moment ago by " + before.describe()
					+ ", whose heartbeat has stopped");
		}
	}

	private static void sleep() {
		try {
			Thread.sleep(LOOK_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while looking whether another process uses the file", ex);
		}
	}

	String mark() {
		return this.own.mark();
	}

	/** From now on this process uses the file. */
	synchronized void take(Connection connection) throws SQLException {
		this.latest = this.own.beat();
		this.database++;
		this.own.take(connection);
		if (!connection.getAutoCommit()) {
			connection.commit();
		}
	}

	/**
	 * Returns a statement that takes the lock for writing and changes nothing, unless the
	 * mark is not that of this process. A transaction that reads first cannot write once
	 * another process has written. The driver begins the next transaction within
	 * commit(), so that BEGIN IMMEDIATE would lock the file while nothing is written.
	 */
	String writeLock() {
		return "UPDATE socialhook_delivery_count SET number = number "
				+ "WHERE NOT EXISTS (SELECT 1 FROM socialhook_holder WHERE mark = '" + this.own.mark() + "')";
	}

	/** The mark is not that of this process, which leaves the file alone from then on. */
	SQLException lose(Connection connection) throws SQLException {
		Holder other = Holder.read(connection);
		String what = this.restored
				? "' was restored from a copy while it was in use. What was stored since that copy was made is lost"
				: "' has been taken over by " + ((other != null) ? other.describe() : "an unknown process");
		this.lost = "The file '" + this.file + what
				+ ". This process no longer accepts or handles deliveries. Stop all processes but one, and restart that "
				+ "one";
		return new SQLException(this.lost);
	}

	boolean isLost() {
		return this.lost != null;
	}

	/** Fails if another process uses the file. */
	void requireOwn() throws SQLException {
		String reason = this.lost;
		if (reason != null) {
			throw new SQLException(reason);
		}
	}

	/** Returns the task that says again and again that this process uses the file. */
	BackgroundTask heartbeat(GroupWriter writer) {
		return new BackgroundTask("socialhook-heartbeat", () -> {
			if (!isLost()) {
				beat(writer, System.currentTimeMillis());
			}
			return Holder.INTERVAL;
		}, new FixedBackOff(Holder.INTERVAL.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS),
				(failure) -> logger.debug("The heartbeat could not be written", failure));
	}

	/**
	 * A checkpoint is about to be made: no copy of the file from before it has a beat as
	 * high as the file has afterwards.
	 */
	void beat(GroupWriter writer) {
		try {
			beat(writer, System.currentTimeMillis());
		}
		catch (RuntimeException ex) {
			logger.debug("The heartbeat before a checkpoint could not be written", ex);
		}
	}

	/** This process is about to end: the next need not wait. */
	void leave(GroupWriter writer) {
		try {
			if (!isLost()) {
				beat(writer, 0);
			}
		}
		catch (RuntimeException ex) {
			logger.debug("The release of the file could not be recorded", ex);
		}
	}

	private void beat(GroupWriter writer, long time) {
		this.lock.write(this.own.at(time));
		int current = database();
		long reached = writer.<Long>execute(TIMEOUT, (connection) -> beat(connection, time, current));
		noteBeat(reached, current);
	}

	/** Returns the beat, which is lower than before only in an earlier database. */
	private long beat(WriterConnection connection, long time, int current) throws SQLException {
		PreparedStatement beat = connection.prepare(BEAT);
		beat.setLong(1, time);
		beat.setString(2, this.own.mark());
		beat.executeUpdate();
		PreparedStatement look = connection.prepare(LOOK);
		look.setString(1, this.own.mark());
		try (ResultSet row = look.executeQuery()) {
			long reached = row.next() ? row.getLong(1) : 0;
			if (reached > 0 && isBehind(reached, current)) {
				this.restored = true;
				connection.prepare(GIVE_UP).executeUpdate();
			}
			return reached;
		}
	}

	private synchronized int database() {
		return this.database;
	}

	private synchronized boolean isBehind(long beat, int current) {
		return this.database == current && beat <= this.latest;
	}

	private synchronized void noteBeat(long beat, int current) {
		if (this.database == current) {
			this.latest = Math.max(this.latest, beat);
		}
	}

	/**
	 * Where it says who uses the file.
	 *
	 * @param <E> what is thrown if that cannot be read
	 */
	@FunctionalInterface
	private interface HolderSource<E extends Exception> {

		@Nullable Holder read() throws E;

	}

}
