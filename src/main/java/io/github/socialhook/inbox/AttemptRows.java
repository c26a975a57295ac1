package io.github.socialhook.inbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

import io.github.socialhook.delivery.DeliveryId;

/** The statement over the table {@code attempt}: the history of trouble. */
final class AttemptRows {

	private static final String ADD_ATTEMPT = """
			INSERT INTO attempt (delivery_id, handler, number, started_at, duration_ms, outcome,
				error_type, error_message, error_trace)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			""";

	private final Session session;

	AttemptRows(Session session) {
		this.session = session;
	}

	void add(DeliveryId id, Attempt attempt) throws SQLException {
		Failure failure = switch (attempt.outcome()) {
			case Outcome.Handled() -> null;
			case Outcome.Retry(Instant dueAt, Failure why) -> why;
			case Outcome.Dead(Failure why) -> why;
		};
		PreparedStatement insert = this.session.prepare(ADD_ATTEMPT);
		insert.setLong(1, id.value());
		insert.setString(2, attempt.handler());
		insert.setInt(3, attempt.number());
		insert.setLong(4, attempt.startedAt().toEpochMilli());
		insert.setLong(5, attempt.duration().toMillis());
		insert.setString(6, TaskRows.stateOf(attempt.outcome()).name());
		insert.setString(7, (failure != null) ? failure.type() : null);
		insert.setString(8, (failure != null) ? failure.message() : null);
		insert.setString(9, (failure != null) ? failure.trace() : null);
		insert.executeUpdate();
	}

}
