package io.github.socialhook.store.kafka.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.socialhook.inbox.Claim;
import io.github.socialhook.store.kafka.LogPosition;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database has of the log. */
final class LoggedTroubles {

	private static final Log logger = LogFactory.getLog(LoggedTroubles.class);

	private static final String FIND = """
			SELECT delivery_id FROM socialhook_task
			WHERE handler = :handler AND delivery_id >= :from AND delivery_id <= :to
			""";

	/** So that many partitions do not wait one after another for what is away. */
	static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

	/** What is to be handled alone, and was not yet. */
	private static final String UNTRIED = """
			SELECT delivery_id FROM socialhook_task
			WHERE handler = :handler AND delivery_id >= :from AND delivery_id <= :to
				AND due_at IS NOT NULL AND attempts = 0 AND deaths >= :deaths
			""";

	private static final String TRIED = """
			SELECT count(*) FROM socialhook_task
			WHERE handler = :handler AND delivery_id IN (:numbers) AND state <> 'PENDING'
			""";

	private final JdbcClient jdbc;

	private volatile long nextTry = System.nanoTime();

	LoggedTroubles(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Whether a handler has tried some deliveries.
	 * @param numbers the numbers of their rows
	 * @return false if one waits, is not stored yet, or the database does not answer
	 */
	boolean areTried(String handler, Collection<Long> numbers) {
		try {
			return numbers.isEmpty() || this.jdbc.sql(TRIED)
				.param("handler", handler)
				.param("numbers", numbers)
				.query(Integer.class)
				.single() == numbers.size();
		}
		catch (DataAccessException ex) {
			logger.debug("What the database has of the log cannot be read", ex);
			return false;
		}
	}

	/**
	 * Finds which records a handler continues with in the database, although its position
	 * is before them: what is not finished before them, or the end of a process, has kept
	 * it there.
	 * @param handler the name of the handler
	 * @param position its position in a partition
	 * @return the offsets of the records; empty if the database does not answer: then the
	 * handler may get them once more
	 */
	Set<Long> beyond(String handler, LogPosition position) {
		Set<Long> numbers = find(this.jdbc.sql(FIND).param("from", position.number()), handler, position);
		return (numbers != null)
				? numbers.stream().map((number) -> number & LogPosition.MAX_OFFSET).collect(Collectors.toSet())
				: Set.of();
	}

	/**
	 * Finds which records of a partition are to be handled alone in the database, and
	 * were not yet: an earlier owner of the partition has moved them there.
	 * @param handler the name of the handler
	 * @param position a position in the partition
	 * @return the numbers of their rows; null if the database does not answer
	 */
	@Nullable Set<Long> untried(String handler, LogPosition position) {
		LogPosition first = new LogPosition(position.generation(), position.partition(), 0);
		return find(this.jdbc.sql(UNTRIED).param("from", first.number()).param("deaths", Claim.ISOLATED_DEATHS),
				handler, position);
	}

	private @Nullable Set<Long> find(JdbcClient.StatementSpec statement, String handler, LogPosition position) {
		if (System.nanoTime() - this.nextTry < 0) {
			return null;
		}
		LogPosition last = new LogPosition(position.generation(), position.partition(), LogPosition.MAX_OFFSET);
		try {
			return new HashSet<>(
					statement.param("handler", handler).param("to", last.number()).query(Long.class).list());
		}
		catch (DataAccessException ex) {
			this.nextTry = System.nanoTime() + RETRY_INTERVAL.toNanos();
			logger.debug("What the database has of the log cannot be read", ex);
			return null;
		}
	}

}
