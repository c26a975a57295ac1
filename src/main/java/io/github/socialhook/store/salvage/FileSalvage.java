package io.github.socialhook.store.salvage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.store.write.BackgroundTask;
import io.github.socialhook.store.write.GroupWriter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Moves what can be read of damaged files to the new one, under the same numbers, while
 * that is in use.
 */
public final class FileSalvage implements Inbox.SalvageReport, AutoCloseable {

	private static final Log logger = LogFactory.getLog(FileSalvage.class);

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	/** No delivery takes less room. */
	private static final int SMALLEST_ROW = 64;

	/** Where nothing is known, with room to count on. */
	private static final long HIGHEST = Long.MAX_VALUE / 2;

	private final GroupWriter writer;

	private final DamagedFiles files;

	private final LongConsumer onMoved;

	private final BackgroundTask task = new BackgroundTask("socialhook-salvage", this::run, backOff(), this::failed);

	private volatile Inbox.@Nullable Salvage last;

	/**
	 * Creates it.
	 * @param writer writes to the new file
	 * @param files what was set aside
	 * @param onMoved is told how many deliveries have come
	 */
	public FileSalvage(GroupWriter writer, DamagedFiles files, LongConsumer onMoved) {
		this.writer = writer;
		this.files = files;
		this.onMoved = onMoved;
	}

	private static ExponentialBackOff backOff() {
		ExponentialBackOff backOff = new ExponentialBackOff(INTERVAL.toMillis(), 2);
		backOff.setMaxInterval(LONGEST_PAUSE.toMillis());
		return backOff;
	}

	/** Starts, and tells what is missing since an earlier run. */
	public void start() {
		this.last = this.files.latestDone().orElse(null);
		lastSalvage().filter((salvage) -> salvage.unreadable() > 0)
			.ifPresent((salvage) -> logger
				.warn(salvage.unreadable() + " deliveries at most could not be read from the damaged file '"
						+ salvage.file() + "' in an earlier run. Move it away when you no longer need it"));
		this.task.start();
	}

	@Override
	public Optional<Inbox.Salvage> lastSalvage() {
		return Optional.ofNullable(this.last);
	}

	private Duration run() throws IOException {
		for (Path damaged : this.files.waiting()) {
			move(damaged);
		}
		return INTERVAL;
	}

	private void failed(Throwable failure) {
		logger.error("Moving what can be read of a damaged file failed and is retried", failure);
	}

	private void move(Path damaged) throws IOException {
		SalvageNote note = SalvageNote.read(damaged);
		List<String> damages = new ArrayList<>();
		Inbox.Salvage salvage = new Inbox.Salvage(damaged.toString(), 0, 0, false);
		this.last = salvage;
		try (Connection connection = DamagedFiles.open(damaged)) {
			copyPauses(connection);
			salvage = move(connection, note, Files.size(damaged) / SMALLEST_ROW, salvage);
			damages.addAll(damagesOf(connection));
		}
		catch (SQLException ex) {
			damages.add(String.valueOf(ex.getMessage()));
			salvage = new Inbox.Salvage(salvage.file(), 0, note.given(), false);
		}
		Path kept = this.files.moved(damaged, note.with(salvage.moved(), salvage.unreadable()));
		this.last = new Inbox.Salvage(kept.toString(), salvage.moved(), salvage.unreadable(), true);
		logger.error("Of the damaged file, which is now '" + kept + "', " + salvage.moved()
				+ " deliveries were moved to the new one, and " + salvage.unreadable()
				+ " at most could not be read. What is damaged: " + String.join("; ", damages));
	}

	/** Returns what came of it, with what the file does not have any more. */
	private Inbox.Salvage move(Connection damaged, SalvageNote note, long most, Inbox.Salvage begun) {
		OptionalLong known = DamagedFiles.findLast(damaged);
		long end = known.orElse((note.given() > 0) ? note.given() : HIGHEST);
		NumberRanges numbers = new NumberRanges(damaged, end, most);
		Inbox.Salvage salvage = begun;
		long id = numbers.next(1);
		while (id <= end) {
			long to = Math.min(id + NumberRanges.BATCH - 1, end);
			salvage = move(damaged, id, to, salvage);
			this.last = salvage;
			id = numbers.next(to + 1);
		}
		long missing = note.overwritten() ? note.given() - known.orElse(salvage.moved()) : 0;
		return new Inbox.Salvage(salvage.file(), salvage.moved(),
				Math.min(salvage.unreadable(), most) + Math.max(0, missing), false);
	}

	private Inbox.Salvage move(Connection damaged, long from, long to, Inbox.Salvage salvage) {
		try {
			return write(SalvagedRows.read(damaged, from, to), salvage);
		}
		catch (SQLException ex) {
			if (from < to) {
				long middle = (from + to) / 2;
				return move(damaged, middle + 1, to, move(damaged, from, middle, salvage));
			}
		}
		try {
			return write(SalvagedRows.readAlone(damaged, from), salvage);
		}
		catch (SQLException ex) {
			return new Inbox.Salvage(salvage.file(), salvage.moved(), salvage.unreadable() + 1, false);
		}
	}

	private Inbox.Salvage write(SalvagedRows rows, Inbox.Salvage salvage) {
		if (rows.size() == 0) {
			return salvage;
		}
		int written = this.writer.execute(TIMEOUT, rows::write);
		this.onMoved.accept(written);
		return new Inbox.Salvage(salvage.file(), salvage.moved() + rows.size(), salvage.unreadable(), false);
	}

	/** What somebody holds goes on being held. */
	private void copyPauses(Connection damaged) {
		try (Statement statement = damaged.createStatement();
				ResultSet rows = statement.executeQuery("SELECT handler, since FROM socialhook_handler_pause")) {
			while (rows.next()) {
				String handler = rows.getString(1);
				long since = rows.getLong(2);
				this.writer.execute(TIMEOUT, (connection) -> {
					var insert = connection
						.prepare("INSERT OR IGNORE INTO socialhook_handler_pause (handler, since) VALUES (?, ?)");
					insert.setString(1, handler);
					insert.setLong(2, since);
					return insert.executeUpdate();
				});
			}
		}
		catch (SQLException ex) {
			logger.warn("The paused handlers could not be read from the damaged file: pause them again");
		}
	}

	/** Returns the first damages, with the pages that they are in. */
	private static List<String> damagesOf(Connection damaged) {
		List<String> damages = new ArrayList<>();
		try (Statement statement = damaged.createStatement();
				ResultSet rows = statement.executeQuery("PRAGMA quick_check(5)")) {
			while (rows.next()) {
				damages.add(rows.getString(1).replace('\n', ' '));
			}
		}
		catch (SQLException ex) {
			damages.add(String.valueOf(ex.getMessage()));
		}
		return damages;
	}

	@Override
	public void close() {
		this.task.close();
	}

}
