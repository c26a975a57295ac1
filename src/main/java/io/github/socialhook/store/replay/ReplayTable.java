package io.github.socialhook.store.replay;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Replay;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The queries over the table {@code replay}. */
final class ReplayTable {

	private static final String COLUMNS = """
			SELECT id, requested_by, requested_at, state, event, endpoint, subject, handler, received_from, received_to,
				contains, refers_to, matched, position, last, done, replayed, holder, leased_until, ended_at, cancelled,
				include_handled, error, action, paced, stopped, handled, retrying, failed, other, of_replay, place
			FROM socialhook_replay
			""";

	private static final String LATEST = COLUMNS + "ORDER BY id DESC LIMIT ?";

	private static final String OPEN = COLUMNS + "WHERE ended_at IS NULL ORDER BY id LIMIT 50";

	private final JdbcClient jdbc;

	ReplayTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Returns the latest first. */
	List<Replay> latest(int most) {
		return this.jdbc.sql(LATEST).param(most).query((row, number) -> replay(row)).list();
	}

	/** Returns those to continue with, the oldest first. */
	List<Open> open() {
		return this.jdbc.sql(OPEN)
			.query((row, number) -> new Open(replay(row), row.getLong("position"), row.getLong("last"),
					row.getString("holder"), Instant.ofEpochMilli(row.getLong("leased_until")), row.getString("place")))
			.list();
	}

	private static Replay replay(ResultSet row) throws SQLException {
		return new Replay(Long.toString(row.getLong("id")), row.getString("requested_by"),
				Replay.Action.valueOf(row.getString("action")), filter(row),
				Instant.ofEpochMilli(row.getLong("requested_at")), row.getLong("matched"), row.getLong("done"),
				row.getLong("replayed"), instant(row, "ended_at"), row.getInt("cancelled") != 0,
				row.getInt("include_handled") != 0, row.getInt("paced") != 0, row.getInt("stopped") != 0,
				row.getString("place") != null, outcomes(row));
	}

	private static Replay.@Nullable Outcomes outcomes(ResultSet row) throws SQLException {
		long handled = row.getLong("handled");
		return row.wasNull() ? null
				: new Replay.Outcomes(handled, row.getLong("retrying"), row.getLong("failed"), row.getLong("other"));
	}

	private static DeliveryFilter filter(ResultSet row) throws SQLException {
		return new DeliveryFilter(read(row, "state", DeliveryState::valueOf), read(row, "event", EventName::new),
				read(row, "endpoint", EndpointName::new), read(row, "subject", Subject::parse),
				row.getString("handler"), instant(row, "received_from"), instant(row, "received_to"),
				row.getString("contains"), read(row, "refers_to", Subject::parse), row.getString("error"),
				row.getString("of_replay"));
	}

	private static <T> @Nullable T read(ResultSet row, String column, Function<String, T> reader) throws SQLException {
		String text = row.getString(column);
		return (text != null) ? reader.apply(text) : null;
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		long millis = row.getLong(column);
		return row.wasNull() ? null : Instant.ofEpochMilli(millis);
	}

	/**
	 * A replay that has not ended.
	 *
	 * @param replay what it is
	 * @param position the number up to which it is done
	 * @param last the highest number that is meant
	 * @param holder the node that works at it; absent if none has yet
	 * @param leasedUntil how long no other may
	 * @param place where to continue in the log; null if its deliveries are in the
	 * database
	 */
	record Open(Replay replay, long position, long last, @Nullable String holder, Instant leasedUntil,
			@Nullable String place) {

		long number() {
			return Long.parseLong(this.replay.id());
		}

		boolean isLast(long reached) {
			return reached >= this.last;
		}

		boolean isHeldByAnother(String node, Instant now) {
			return this.holder != null && !this.holder.equals(node) && this.leasedUntil.isAfter(now);
		}

	}

}
