package io.github.socialhook.store.queue;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.store.database.StorableText;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** The statement over the table {@code attempt}: the history of trouble. */
public final class AttemptRows {

	private static final String ADD_ATTEMPT = """
			INSERT INTO socialhook_attempt (delivery_id, handler, number, started_at, duration_ms, outcome,
				error_type, error_message, error_trace)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			""";

	/** An unreadable body is not an attempt of a handler. */
	static final String NOBODY = "";

	private final WriterConnection connection;

	private final Detail detail;

	public AttemptRows(WriterConnection connection, Detail detail) {
		this.connection = connection;
		this.detail = detail;
	}

	public void add(DeliveryId id, Attempt attempt) throws SQLException {
		Failure failure = switch (attempt.outcome()) {
			case Outcome.Handled() -> null;
			case Outcome.Retry(Instant dueAt, Failure why) -> why;
			case Outcome.Dead(Failure why) -> why;
		};
		add(id, attempt.handler(), attempt.number(), attempt.startedAt(), attempt.duration(),
				TaskRows.stateOf(attempt.outcome()), failure);
	}

	/** Keeps why a body could not be read. */
	public void addUnreadable(DeliveryId id, Failure failure, Instant at) throws SQLException {
		add(id, NOBODY, 0, at, Duration.ZERO, DeliveryState.UNREADABLE, failure);
	}

	private void add(DeliveryId id, String handler, int number, Instant startedAt, Duration duration,
			DeliveryState outcome, @Nullable Failure failure) throws SQLException {
		if (this.detail == Detail.NO_ROW) {
			return;
		}
		PreparedStatement insert = this.connection.prepare(ADD_ATTEMPT);
		insert.setLong(1, RowNumber.of(id));
		insert.setString(2, handler);
		insert.setInt(3, number);
		insert.setLong(4, startedAt.toEpochMilli());
		insert.setLong(5, duration.toMillis());
		insert.setString(6, outcome.name());
		Failure stored = (failure != null && this.detail == Detail.NO_TEXT) ? withoutText(failure) : failure;
		insert.setString(7, (stored != null) ? StorableText.of(stored.type()) : null);
		insert.setString(8, (stored != null) ? StorableText.of(stored.message()) : null);
		insert.setString(9, (stored != null) ? StorableText.of(stored.trace()) : null);
		insert.executeUpdate();
	}

	private static Failure withoutText(Failure failure) {
		return new Failure(failure.type(), "The database refused to store the message.", "");
	}

	/** How much of an attempt is stored. */
	public enum Detail {

		/** All of it. */
		FULL,

		/** How it ended, without what the exception said. */
		NO_TEXT,

		/** Nothing: only the states of the delivery and its handlers change. */
		NO_ROW

	}

}
