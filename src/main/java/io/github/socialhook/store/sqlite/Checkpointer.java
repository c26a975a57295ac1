package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

import javax.sql.DataSource;

import io.github.socialhook.log.LogLimit;
import io.github.socialhook.store.queue.StoreFile;
import io.github.socialhook.store.write.BackgroundTask;
import io.github.socialhook.store.write.GroupWriter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.util.backoff.FixedBackOff;

/**
 * Makes the checkpoints of a SQLite file, so that no commit has to. The writer goes on
 * meanwhile, and is held up for the last pages only: without that the log would never
 * begin anew under load.
 */
final class Checkpointer implements StoreFile {

	private static final Log logger = LogFactory.getLog(Checkpointer.class);

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

	private static final Duration AFTER_FAILURES = Duration.ofSeconds(1);

	/** 4 MB: what SQLite by itself moves within a commit. */
	private static final int FEW_PAGES = 1000;

	private static final int MOST_PASSES = 8;

	/** What may wait before that is worth a warning. */
	private static final long MANY_BYTES = 64L * 1024 * 1024;

	private final Path file;

	private final Path log;

	private final DataSource dataSource;

	private final SqliteBackup backup;

	private final GroupWriter writer;

	private final HolderMark holder;

	private final FileContent content;

	private final BackgroundTask heartbeat;

	private final LogLimit heldLog = new LogLimit();

	private final LogLimit failureLog = new LogLimit();

	private final BackgroundTask task = new BackgroundTask("socialhook-checkpoints", this::step,
			new FixedBackOff(AFTER_FAILURES.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS), this::failed);

	private volatile State state = State.EMPTY;

	Checkpointer(Path file, DataSource dataSource, GroupWriter writer, SqliteBackup backup, HolderMark holder,
			FileContent content) {
		this.content = content;
		this.file = file;
		this.log = FilePlace.beside(file, "-wal");
		this.backup = backup;
		this.dataSource = dataSource;
		this.writer = writer;
		this.holder = holder;
		this.heartbeat = holder.heartbeat(writer);
	}

	@Override
	public void start() {
		this.task.start();
		this.heartbeat.start();
	}

	@Override
	public long bytes() {
		try {
			return Files.size(this.file) + (Files.exists(this.log) ? Files.size(this.log) : 0);
		}
		catch (IOException ex) {
			logger.debug("The size of the store is unknown", ex);
			return 0;
		}
	}

	@Override
	public long logBytes() {
		return this.state.bytes();
	}

	@Override
	public Duration logHeldFor() {
		State last = this.state;
		return last.held() ? Duration.ofNanos(System.nanoTime() - last.sinceNanos()) : Duration.ZERO;
	}

	@Override
	public Optional<Copy> copy() throws IOException {
		return this.backup.write();
	}

	private Duration step() throws SQLException {
		if (this.holder.isLost() || !this.content.isOwn(FilePlace.read(this.file))) {
			return BETWEEN_LOOKS;
		}
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			// A pool may be configured otherwise, and nothing of this can be part of a
			// transaction.
			connection.setAutoCommit(true);
			Progress progress = Progress.ask(statement, "NOOP");
			if (progress.left() < FEW_PAGES) {
				this.state = State.EMPTY.with(progress.left() * SqliteSessions.pageSize(statement), false);
			}
			else {
				statement.execute("PRAGMA synchronous = FULL");
				this.holder.beat(this.writer);
				move(statement);
			}
		}
		return BETWEEN_LOOKS;
	}

	private void move(Statement statement) throws SQLException {
		Progress progress = Progress.ask(statement, "PASSIVE");
		for (int i = 0; i < MOST_PASSES && progress.left() >= FEW_PAGES; i++) {
			Progress next = Progress.ask(statement, "PASSIVE");
			if (next.moved() == progress.moved()) {
				noteHeld(next.left() * SqliteSessions.pageSize(statement));
				return;
			}
			progress = next;
		}
		long left = this.writer.betweenTransactions((connection) -> {
			SqliteSessions.limitLog(connection.connection(), this.log);
			return Progress.ask(statement, "PASSIVE");
		}).orElse(progress).left();
		this.state = this.state.with(left * SqliteSessions.pageSize(statement), false);
	}

	private void noteHeld(long bytes) {
		this.state = this.state.with(bytes, true);
		if (bytes >= MANY_BYTES && this.heldLog.isTime()) {
			logger.warn("A process has kept reading the SQLite file for " + logHeldFor().toSeconds() + " s, for which "
					+ bytes / (1024 * 1024)
					+ " MB wait in its -wal file, which grows until that ends: look for a backup, or a sqlite3 with "
					+ "an open transaction");
		}
	}

	private void failed(Throwable failure) {
		if (this.failureLog.isTime()) {
			logger.warn("The -wal file of SQLite could not be truncated, which is retried: " + failure);
		}
	}

	@Override
	public void close() {
		this.task.close();
		this.heartbeat.close();
		this.holder.leave(this.writer);
	}

	/**
	 * How far a checkpoint came.
	 *
	 * @param pages how many pages are in the log
	 * @param moved how many of them are in the database as well
	 */
	private record Progress(long pages, long moved) {

		private static Progress ask(Statement statement, String mode) throws SQLException {
			try (ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
				result.next();
				return new Progress(result.getLong(2), result.getLong(3));
			}
		}

		private long left() {
			return this.pages - this.moved;
		}

	}

	/**
	 * What was seen at the last look.
	 *
	 * @param bytes how much is not moved
	 * @param held whether a reader is the reason
	 * @param sinceNanos since when he is
	 */
	private record State(long bytes, boolean held, long sinceNanos) {

		private static final State EMPTY = new State(0, false, 0);

		private State with(long bytes, boolean held) {
			return new State(bytes, held, (held && this.held) ? this.sinceNanos : System.nanoTime());
		}

	}

}
