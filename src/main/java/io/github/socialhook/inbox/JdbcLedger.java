package io.github.socialhook.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The face of the store that people and meters see. */
final class JdbcLedger implements Ledger {

	private static final String FRESH = """
			SELECT count(*) AS number, min(received_at) AS oldest FROM delivery WHERE due_at IS NOT NULL
			""";

	private static final String WAITING = """
			SELECT count(DISTINCT t.delivery_id) AS number, min(d.received_at) AS oldest
			FROM task t JOIN delivery d ON d.id = t.delivery_id
			WHERE t.due_at IS NOT NULL
			""";

	private static final String DEAD = """
			SELECT count(*) FROM delivery WHERE state = 'DEAD'
			""";

	private final JdbcClient jdbc;

	private final InstantSource clock;

	JdbcLedger(JdbcClient jdbc, InstantSource clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@Override
	public Backlog backlog() {
		Waiting fresh = this.jdbc.sql(FRESH).query(Waiting.class).single();
		Waiting trying = this.jdbc.sql(WAITING).query(Waiting.class).single();
		long dead = this.jdbc.sql(DEAD).query(Long.class).single();
		return new Backlog(fresh.number() + trying.number(), dead, age(Math.min(fresh.since(), trying.since())));
	}

	private Duration age(long since) {
		if (since == Long.MAX_VALUE) {
			return Duration.ZERO;
		}
		Duration age = Duration.between(Instant.ofEpochMilli(since), this.clock.instant());
		return age.isNegative() ? Duration.ZERO : age;
	}

	private record Waiting(long number, @Nullable Long oldest) {

		long since() {
			return (this.oldest != null) ? this.oldest : Long.MAX_VALUE;
		}

	}

}
