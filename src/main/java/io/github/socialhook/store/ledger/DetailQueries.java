package io.github.socialhook.store.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.store.database.DatabaseDialect;
import io.github.socialhook.store.database.RowOrder;
import io.github.socialhook.store.queue.DeliveryRows;
import io.github.socialhook.store.queue.RowNumber;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The queries for all that is known of one delivery. */
final class DetailQueries {

	private static final String ONE = """
			SELECT id, endpoint, event, subject, state, received_at, handled_at, attempts,
				{size} AS size, repeats, repeated_at
			FROM socialhook_delivery d WHERE id = ?
			""";

	/** What has no body here is in the log. */
	private static final String DELIVERY = """
			SELECT endpoint, event, subject, received_at, body FROM socialhook_delivery
			WHERE id = ? AND body IS NOT NULL
			""";

	private static final String TASKS = """
			SELECT handler, state, attempts, due_at, leased FROM socialhook_task WHERE delivery_id = ? ORDER BY handler
			""";

	private static final String ATTEMPTS = """
			SELECT handler, number, started_at, duration_ms, outcome, error_type, {message}, {trace}
			FROM socialhook_attempt WHERE delivery_id = ? AND handler <> ''
			ORDER BY started_at, number, handler
			""".replace("{message}", LastErrors.MESSAGE).replace("{trace}", LastErrors.TRACE);

	private static final String UNREADABLE = """
			SELECT error_type, {message}, {trace} FROM socialhook_attempt WHERE delivery_id = ? AND handler = ''
			ORDER BY started_at DESC LIMIT 1
			""".replace("{message}", LastErrors.MESSAGE).replace("{trace}", LastErrors.TRACE);

	private static final String WAITS = """
			SELECT t.handlers FROM socialhook_delivery d CROSS JOIN socialhook_log_takers t
			WHERE d.id = ? AND t.id = d.waits_for
			""";

	private final JdbcClient jdbc;

	private final boolean logged;

	private final String one;

	private final LastErrors lastErrors;

	DetailQueries(JdbcClient jdbc, DatabaseDialect dialect) {
		this.jdbc = jdbc;
		this.logged = dialect.hasLogged();
		this.one = SummaryRow.complete(ONE, this.logged);
		this.lastErrors = new LastErrors(jdbc);
	}

	Optional<DeliveryDetails> details(DeliveryId id) {
		OptionalLong number = RowNumber.find(id);
		return number.isEmpty() ? Optional.empty() : details(number.getAsLong());
	}

	private Optional<DeliveryDetails> details(long id) {
		return this.jdbc.sql(this.one)
			.param(id)
			.query((row, number) -> SummaryRow.read(row))
			.optional()
			.map((entry) -> this.lastErrors.addTo(List.of(entry)).getFirst())
			.map((entry) -> new DeliveryDetails(entry, tasks(id), attempts(id), unreadable(id, entry.state())));
	}

	Optional<Delivery> delivery(DeliveryId id) {
		OptionalLong number = RowNumber.find(id);
		return number.isEmpty() ? Optional.empty()
				: this.jdbc.sql(DELIVERY)
					.param(number.getAsLong())
					.query((row, rowNumber) -> DeliveryRows.read(row))
					.optional();
	}

	private List<DeliveryDetails.Task> tasks(long id) {
		List<DeliveryDetails.Task> tasks = new ArrayList<>(this.jdbc.sql(TASKS).param(id).query((row, number) -> {
			boolean running = row.getInt("leased") != 0;
			return new DeliveryDetails.Task(row.getString("handler"), SummaryRow.state(row, "state"),
					row.getInt("attempts"), running ? null : SummaryRow.instant(row, "due_at"), running);
		}).list());
		if (this.logged && RowOrder.FIRST_OTHER <= id) {
			this.jdbc.sql(WAITS)
				.param(id)
				.query(String.class)
				.optional()
				.ifPresent((handlers) -> handlers.lines().map(DetailQueries::waiting).forEach(tasks::add));
		}
		return tasks;
	}

	/** It is due when the log comes to it. */
	private static DeliveryDetails.Task waiting(String handler) {
		return new DeliveryDetails.Task(handler, DeliveryState.PENDING, 0, null, false);
	}

	private List<DeliveryDetails.PastAttempt> attempts(long id) {
		return this.jdbc.sql(ATTEMPTS)
			.param(id)
			.query((row, number) -> new DeliveryDetails.PastAttempt(row.getString("handler"), row.getInt("number"),
					Instant.ofEpochMilli(row.getLong("started_at")), Duration.ofMillis(row.getLong("duration_ms")),
					SummaryRow.state(row, "outcome"), LastErrors.failure(row)))
			.list();
	}

	private @Nullable Failure unreadable(long id, DeliveryState state) {
		return (state == DeliveryState.UNREADABLE) ? this.jdbc.sql(UNREADABLE)
			.param(id)
			.query((row, number) -> LastErrors.failure(row))
			.optional()
			.orElse(null) : null;
	}

}
