package io.github.socialhook.store.upkeep;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;

import io.github.socialhook.store.write.WriterConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the clock may be believed when deliveries are deleted for their age. A
 * restored machine or one with a dead battery may start months ahead. So a clock that is
 * more than a day ahead of the last check must run for a day before it is used. What is
 * known of it is kept in the store, over restarts and for all nodes.
 */
final class RetentionClock {

	private static final Log logger = LogFactory.getLog(RetentionClock.class);

	/** The longest time between two looks that needs no proof. */
	static final Duration LONGEST_STEP = Duration.ofDays(1);

	/** How long a clock must run after a longer step before it is believed. */
	static final Duration PROBATION = Duration.ofDays(1);

	private static final String FIND = """
			SELECT trusted_at, looked_at, suspect_since FROM socialhook_retention_clock WHERE id = 1
			""";

	private static final String NEWEST = """
			SELECT received_at FROM socialhook_delivery ORDER BY id DESC LIMIT 1
			""";

	private static final String SAVE = """
			INSERT INTO socialhook_retention_clock (id, trusted_at, looked_at, suspect_since) VALUES (1, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET trusted_at = excluded.trusted_at, looked_at = excluded.looked_at,
				suspect_since = excluded.suspect_since
			""";

	private RetentionClock() {
	}

	/**
	 * Looks at the clock, and notes that.
	 * @return whether something may be deleted for its age
	 */
	static boolean isTrusted(WriterConnection connection, Instant now) throws SQLException {
		Look last = find(connection, now);
		Look look = last.next(now);
		if (look.suspectSince() != null && !look.suspectSince().equals(last.suspectSince())) {
			logger.warn("The clock is " + Duration.between(last.trustedAt(), now).toDays()
					+ " days ahead of the last check for old deliveries, or of the newest delivery. Correct it, "
					+ "unless the machine was suspended. Nothing is deleted before it has run for another day");
		}
		else if (look.suspectSince() == null && last.suspectSince() != null) {
			logger.info("Old deliveries are deleted again");
		}
		save(connection, look);
		return look.suspectSince() == null;
	}

	/** Before the first look, the newest delivery tells the time. */
	private static Look find(WriterConnection connection, Instant now) throws SQLException {
		try (ResultSet row = connection.prepare(FIND).executeQuery()) {
			if (row.next()) {
				long since = row.getLong(3);
				Instant suspectSince = row.wasNull() ? null : Instant.ofEpochMilli(since);
				return new Look(Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2)),
						suspectSince);
			}
		}
		try (ResultSet row = connection.prepare(NEWEST).executeQuery()) {
			Instant newest = row.next() ? Instant.ofEpochMilli(row.getLong(1)) : now;
			return new Look(newest, newest, null);
		}
	}

	private static void save(WriterConnection connection, Look look) throws SQLException {
		PreparedStatement save = connection.prepare(SAVE);
		save.setLong(1, look.trustedAt().toEpochMilli());
		save.setLong(2, look.lookedAt().toEpochMilli());
		save.setObject(3, (look.suspectSince() != null) ? look.suspectSince().toEpochMilli() : null, Types.BIGINT);
		save.executeUpdate();
	}

	/**
	 * What is known of the clock.
	 *
	 * @param trustedAt the latest time at which it was believed
	 * @param lookedAt the time of the last look
	 * @param suspectSince the first time after a step that is too long; absent while the
	 * clock is believed
	 */
	record Look(Instant trustedAt, Instant lookedAt, @Nullable Instant suspectSince) {

		Look next(Instant now) {
			Instant since = this.suspectSince;
			if (since == null || now.isBefore(since)) {
				// A clock that was set back again is judged as before the step.
				boolean trusted = Duration.between(this.trustedAt, now).compareTo(LONGEST_STEP) <= 0;
				return trusted ? trustedAt(now) : new Look(this.trustedAt, now, now);
			}
			if (Duration.between(this.lookedAt, now).compareTo(LONGEST_STEP) > 0) {
				return new Look(this.trustedAt, now, now);
			}
			boolean proved = Duration.between(since, now).compareTo(PROBATION) >= 0;
			return proved ? trustedAt(now) : new Look(this.trustedAt, now, since);
		}

		private Look trustedAt(Instant now) {
			return new Look(now.isAfter(this.trustedAt) ? now : this.trustedAt, now, null);
		}

	}

}
