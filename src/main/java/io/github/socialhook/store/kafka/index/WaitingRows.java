package io.github.socialhook.store.kafka.index;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.socialhook.store.kafka.HandlerPositions.Positions;
import io.github.socialhook.store.kafka.LogPosition;

/** The rows of what handlers had not passed when it was indexed. */
final class WaitingRows {

	private static final String WAITED_FOR = """
			SELECT t.id, t.handlers FROM socialhook_log_takers t
			WHERE EXISTS (SELECT 1 FROM socialhook_delivery d WHERE d.waits_for = t.id)
			ORDER BY t.id
			""";

	private static final int BATCH = 2000;

	/** So that what comes meanwhile is indexed, too. */
	private static final int MOST_BATCHES = 10;

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final LogIndexer.Target target;

	/** Up to where everything has ended. */
	private final Map<Place, Long> ended = new HashMap<>();

	WaitingRows(LogIndexer.Target target) {
		this.target = target;
	}

	/** Looks at everything again. */
	void forget() {
		this.ended.clear();
	}

	/** Ends what all handlers have passed that it waited for. */
	void settle(int generation, Set<Integer> partitions, Positions positions) {
		Instant now = this.target.clock().instant();
		int batches = 0;
		for (Takers takers : takers()) {
			Set<String> names = IndexRows.namesIn(takers.handlers());
			for (int partition : partitions) {
				long limit = Math.min(positions.limit(names, partition), LogPosition.MAX_OFFSET);
				Place place = new Place(takers.id(), partition);
				int settled = BATCH;
				while (limit > this.ended.getOrDefault(place, 0L) && settled == BATCH && batches < MOST_BATCHES) {
					settled = this.target.writer()
						.execute(TIMEOUT,
								(connection) -> new IndexRows(connection, this.target.count(), this.target.references())
									.settle(takers.id(), names.size(), new LogPosition(generation, partition, 0),
											new LogPosition(generation, partition, limit), BATCH, now));
					batches++;
				}
				if (settled < BATCH) {
					this.ended.put(place, limit);
				}
			}
		}
	}

	private List<Takers> takers() {
		return this.target.jdbc()
			.sql(WAITED_FOR)
			.query((row, number) -> new Takers(row.getInt("id"), row.getString("handlers")))
			.list();
	}

	/** A set of handlers. */
	private record Takers(int id, String handlers) {

	}

	/** A set of handlers in a partition. */
	private record Place(int takers, int partition) {

	}

}
