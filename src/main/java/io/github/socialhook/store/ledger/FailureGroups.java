package io.github.socialhook.store.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Ledger.FailureGroup;
import io.github.socialhook.inbox.Ledger.Failures;
import io.github.socialhook.store.queue.RowNumber;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Groups what has failed and not succeeded since by its error. */
final class FailureGroups {

	private static final String FAILED = """
			FROM socialhook_task
			WHERE state IN ('RETRYING', 'DEAD') AND delivery_id < :before AND delivery_id >= :from AND signature IS NOT NULL
			""";

	private static final String GROUPS = """
			SELECT signature, handler, count(*) AS tasks, sum(CASE WHEN state = 'DEAD' THEN 1 ELSE 0 END) AS dead,
				min(failed_at) AS first_at, max(failed_at) AS last_at, max(delivery_id) AS sample
			""" + FAILED + """
			GROUP BY signature, handler
			""";

	private static final String SHARED = """
			SELECT signature, count(*) - count(DISTINCT delivery_id) AS shared
			""" + FAILED + """
			GROUP BY signature
			""";

	/** Those of the latest attempt come last. */
	private static final String SAMPLES = """
			SELECT t.signature, t.delivery_id, a.error_type, {message}, '' AS error_trace
			FROM socialhook_task t CROSS JOIN socialhook_attempt a
			WHERE t.delivery_id IN (:samples) AND t.signature IS NOT NULL
				AND a.delivery_id = t.delivery_id AND a.handler = t.handler AND a.error_type IS NOT NULL
			ORDER BY a.started_at, a.number
			""".replace("{message}", LastErrors.MESSAGE);

	private static final Comparator<Group> LARGEST_FIRST = Comparator.comparingLong((Group group) -> group.deliveries)
		.reversed()
		.thenComparing((group) -> group.signature);

	private final JdbcClient jdbc;

	private final TaskWindows windows;

	FailureGroups(JdbcClient jdbc) {
		this.jdbc = jdbc;
		this.windows = new TaskWindows(jdbc, TaskWindows.FAILING);
	}

	Failures largest(int most, Duration atMost) {
		Map<String, Group> groups = new HashMap<>();
		boolean complete = this.windows.look(System.nanoTime() + atMost.toNanos(), (window) -> add(window, groups));
		long looked = groups.values().stream().mapToLong((group) -> group.dead + group.retrying).sum();
		List<Group> largest = groups.values().stream().sorted(LARGEST_FIRST).limit(most).toList();
		Map<Sample, Failure> errors = errors(largest);
		return new Failures(largest.stream().map((group) -> group.with(errors.get(group.sample()))).toList(), looked,
				complete);
	}

	private void add(TaskWindows.Window window, Map<String, Group> groups) {
		Set<String> signatures = new TreeSet<>();
		Set<String> ofSeveralHandlers = new TreeSet<>();
		RowCallbackHandler collect = (row) -> {
			String signature = row.getString("signature");
			if (!signatures.add(signature)) {
				ofSeveralHandlers.add(signature);
			}
			groups.computeIfAbsent(signature, Group::new).add(row);
		};
		window.ask(this.jdbc, GROUPS).query(collect);
		if (!ofSeveralHandlers.isEmpty()) {
			RowCallbackHandler subtract = (row) -> groups.computeIfAbsent(row.getString("signature"), Group::new)
				.countOnce(row.getLong("shared"));
			window.ask(this.jdbc, SHARED).query(subtract);
		}
	}

	private Map<Sample, Failure> errors(List<Group> groups) {
		Map<Sample, Failure> errors = new HashMap<>();
		if (!groups.isEmpty()) {
			RowCallbackHandler collect = (row) -> {
				Failure failure = LastErrors.failure(row);
				if (failure != null) {
					errors.put(new Sample(row.getString("signature"), row.getLong("delivery_id")), failure);
				}
			};
			this.jdbc.sql(SAMPLES)
				.param("samples", groups.stream().map((group) -> group.sample).distinct().toList())
				.query(collect);
		}
		return errors;
	}

	/** A group to which windows are added. */
	private static final class Group {

		private final String signature;

		private final Set<String> handlers = new TreeSet<>();

		private long deliveries;

		private long dead;

		private long retrying;

		private long firstAt = Long.MAX_VALUE;

		private long lastAt;

		private long sample;

		private Group(String signature) {
			this.signature = signature;
		}

		private void add(ResultSet row) throws SQLException {
			long tasks = row.getLong("tasks");
			long dead = row.getLong("dead");
			this.handlers.add(row.getString("handler"));
			this.deliveries += tasks;
			this.dead += dead;
			this.retrying += tasks - dead;
			this.firstAt = Math.min(this.firstAt, row.getLong("first_at"));
			this.lastAt = Math.max(this.lastAt, row.getLong("last_at"));
			this.sample = Math.max(this.sample, row.getLong("sample"));
		}

		/** Several handlers may have failed for a delivery with the same error. */
		private void countOnce(long shared) {
			this.deliveries -= shared;
		}

		private Sample sample() {
			return new Sample(this.signature, this.sample);
		}

		private FailureGroup with(@Nullable Failure error) {
			return new FailureGroup(this.signature, this.deliveries, this.dead, this.retrying, this.handlers,
					Instant.ofEpochMilli(this.firstAt), Instant.ofEpochMilli(this.lastAt), RowNumber.idOf(this.sample),
					error);
		}

	}

	/** What has failed with an error. */
	private record Sample(String signature, long delivery) {

	}

}
