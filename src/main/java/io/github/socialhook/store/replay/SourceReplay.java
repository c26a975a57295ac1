package io.github.socialhook.store.replay;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.write.GroupWriter;
import io.github.socialhook.store.write.WriterConnection;

/**
 * Takes the steps of a replay whose deliveries are not in the database: a step stores
 * some of them there and makes them due, both or neither.
 */
final class SourceReplay {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final DeliverySource source;

	private final GroupWriter writer;

	private final QueueDialect dialect;

	private final ReplayThrottle throttle;

	SourceReplay(DeliverySource source, GroupWriter writer, QueueDialect dialect, ReplayThrottle throttle) {
		this.source = source;
		this.writer = writer;
		this.dialect = dialect;
		this.throttle = throttle;
	}

	/** Whether enough waits for one of the handlers that are to have the next. */
	boolean isBusy(ReplayTable.Open open) {
		String handler = open.replay().filter().handler();
		List<String> handlers = (handler != null) ? List.of(handler) : this.source.handlers();
		return handlers.stream().anyMatch(this.throttle::isBusy);
	}

	/** Takes the next step; false if another node has, or the replay has ended. */
	boolean step(ReplayTable.Open open, String place, Instant now) {
		DeliverySource.Batch batch = this.source.read(place, open.replay().filter().handler());
		return this.writer.execute(TIMEOUT, (connection) -> step(connection, open, batch, now));
	}

	private boolean step(WriterConnection connection, ReplayTable.Open open, DeliverySource.Batch batch, Instant now)
			throws SQLException {
		ReplayRows rows = new ReplayRows(connection);
		if (!rows.advance(open, open.position() + batch.passed(), batch.passed(), this.dialect, now)) {
			return false;
		}
		// Before all rows, in the same order on every node.
		this.dialect.count().hold(connection.connection());
		int number = 0;
		for (DeliverySource.Found found : batch.found()) {
			this.source.store(connection, found);
			boolean due = false;
			for (String handler : found.handlers()) {
				due |= rows.replay(found.id(), handler, now);
			}
			if (due) {
				rows.follow(open, found.id());
				number++;
			}
		}
		note(connection, open, batch.place(), number);
		connection.noteDue();
		return true;
	}

	private static void note(WriterConnection connection, ReplayTable.Open open, String place, int number)
			throws SQLException {
		PreparedStatement note = connection
			.prepare("UPDATE socialhook_replay SET replayed = replayed + ?, place = ? WHERE id = ?");
		note.setInt(1, number);
		note.setString(2, place);
		note.setLong(3, open.number());
		note.executeUpdate();
	}

}
