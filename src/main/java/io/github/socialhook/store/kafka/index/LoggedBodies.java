package io.github.socialhook.store.kafka.index;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.store.kafka.HandlerPositions;
import io.github.socialhook.store.kafka.LogPosition;
import io.github.socialhook.store.kafka.LoggedRows;
import io.github.socialhook.store.queue.DeliveryRows;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.replay.BodySource;
import io.github.socialhook.store.write.GroupWriter;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Moves what is to be replayed from the log to the database. What handlers have not come
 * to in the log is left to them.
 */
public final class LoggedBodies implements BodySource {

	private static final String FIND = """
			SELECT d.id, d.state, d.body IS NULL AS bare, EXISTS (SELECT 1 FROM socialhook_task t WHERE t.delivery_id = d.id
				AND (CAST(:handler AS TEXT) IS NULL OR t.handler = :handler)) AS tried
			FROM socialhook_delivery d WHERE d.id IN (:numbers)
			""";

	private static final String DELIVERY = """
			SELECT endpoint, event, subject, received_at, body FROM socialhook_delivery WHERE id = ? AND body IS NOT NULL
			""";

	/** After so many bytes they are stored, and forgotten. */
	private static final long ENOUGH_BYTES = 4 * 1024 * 1024;

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final LogBodies log;

	private final HandlerPositions positions;

	private final Supplier<HandlerDirectory> handlers;

	private final JdbcClient jdbc;

	private final GroupWriter writer;

	/**
	 * Creates it.
	 * @param log reads from the log
	 * @param positions how far the handlers have come in the log
	 * @param handlers the handlers of this node
	 * @param jdbc reads from the database
	 * @param writer writes to the database
	 */
	public LoggedBodies(LogBodies log, HandlerPositions positions, Supplier<HandlerDirectory> handlers, JdbcClient jdbc,
			GroupWriter writer) {
		this.log = log;
		this.positions = positions;
		this.handlers = handlers;
		this.jdbc = jdbc;
		this.writer = writer;
	}

	@Override
	public List<DeliveryId> prepare(List<DeliveryId> ids, @Nullable String handler, boolean includeHandled) {
		Set<DeliveryId> left = new HashSet<>();
		Map<DeliveryId, Delivery> found = new LinkedHashMap<>();
		long bytes = 0;
		for (Row row : rows(ids, handler)) {
			if (row.isReady(handler, includeHandled)) {
				continue;
			}
			Delivery delivery = find(row).filter((each) -> hasPassed(row, each, handler)).orElse(null);
			if (delivery == null) {
				left.add(row.id());
			}
			else if (row.bare()) {
				found.put(row.id(), delivery);
				bytes += delivery.payload().size();
			}
			if (bytes > ENOUGH_BYTES) {
				store(found);
				found = new LinkedHashMap<>();
				bytes = 0;
			}
		}
		store(found);
		return ids.stream().filter((id) -> !left.contains(id)).toList();
	}

	private List<Row> rows(List<DeliveryId> ids, @Nullable String handler) {
		List<Long> numbers = ids.stream()
			.filter((id) -> LogPosition.find(id).isPresent())
			.map(RowNumber::of)
			.sorted()
			.toList();
		return numbers.isEmpty() ? List.of()
				: this.jdbc.sql(FIND)
					.param("handler", handler)
					.param("numbers", numbers)
					.query((row, number) -> new Row(row.getLong("id"), DeliveryState.valueOf(row.getString("state")),
							row.getBoolean("bare"), row.getBoolean("tried")))
					.list();
	}

	private Optional<Delivery> find(Row row) {
		if (!row.bare()) {
			return this.jdbc.sql(DELIVERY)
				.param(row.number())
				.query((result, number) -> DeliveryRows.read(result))
				.optional();
		}
		return this.log.find(row.position());
	}

	/** Whether nobody who is to have it gets it from the log as well. */
	private boolean hasPassed(Row row, Delivery delivery, @Nullable String handler) {
		Set<String> wanted = (handler != null) ? Set.of(handler) : this.handlers.get().takersOf(delivery);
		return this.positions.find().havePassed(wanted, row.position());
	}

	private void store(Map<DeliveryId, Delivery> found) {
		if (!found.isEmpty()) {
			// In one order everywhere, so that two nodes never wait for each other.
			List<Map.Entry<DeliveryId, Delivery>> sorted = found.entrySet()
				.stream()
				.sorted(Comparator.comparingLong((each) -> RowNumber.of(each.getKey())))
				.toList();
			this.writer.execute(TIMEOUT, (connection) -> {
				LoggedRows rows = new LoggedRows(connection);
				for (Map.Entry<DeliveryId, Delivery> each : sorted) {
					rows.complete(each.getKey(), each.getValue());
				}
				return true;
			});
		}
	}

	/**
	 * What is stored of a delivery.
	 *
	 * @param number its number
	 * @param state its state
	 * @param bare whether its body is only in the log
	 * @param tried whether handlers continue with it in the database
	 */
	private record Row(long number, DeliveryState state, boolean bare, boolean tried) {

		private DeliveryId id() {
			return RowNumber.idOf(this.number);
		}

		private LogPosition position() {
			return LogPosition.find(this.number).orElseThrow();
		}

		/** Whether it needs nothing to be due, or will not be. */
		private boolean isReady(@Nullable String handler, boolean includeHandled) {
			if (handler == null && !includeHandled) {
				return this.tried || this.state == DeliveryState.HANDLED;
			}
			return handler != null && this.tried && !this.bare;
		}

	}

}
