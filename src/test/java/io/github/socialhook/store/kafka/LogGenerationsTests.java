package io.github.socialhook.store.kafka;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.postgresql.PostgresDialect;
import io.github.socialhook.store.queue.LeaseRecovery;
import io.github.socialhook.store.write.GroupWriter;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The incarnations of a topic, as PostgreSQL numbers them. */
@RunsBesideOthers
class LogGenerationsTests {

	private static final String TOPIC = "socialhook.deliveries";

	private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));

	private final PostgresDatabase postgres = PostgresDatabase.create();

	private final Deque<AutoCloseable> opened = new ArrayDeque<>();

	private final LogGenerations generations = open();

	/** Opens the database as a node does. */
	private LogGenerations open() {
		PostgresDialect dialect = new PostgresDialect();
		Store store = Store.open(this.postgres.dataSource(), this.postgres.url(), dialect,
				new LeaseRecovery(dialect, CLOCK));
		GroupWriter writer = new GroupWriter(store, "writer", CLOCK);
		writer.start();
		this.opened.push(store);
		this.opened.push(writer);
		return new LogGenerations(writer, CLOCK);
	}

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable each : this.opened) {
			each.close();
		}
		this.postgres.close();
	}

	@Test
	void eachIncarnationHasANumberOfItsOwn() {
		Uuid first = Uuid.randomUuid();
		Uuid second = Uuid.randomUuid();
		assertThat(this.generations.generationOf(first, TOPIC)).hasValue(0);
		assertThat(this.generations.generationOf(second, TOPIC)).hasValue(1);
		assertThat(this.generations.generationOf(first, TOPIC)).hasValue(0);
		assertThat(JdbcClient.create(this.postgres.dataSource())
			.sql("SELECT topic_id FROM socialhook_log_topic WHERE topic = ? AND created_at = ? ORDER BY generation")
			.params(TOPIC, CLOCK.millis())
			.query(String.class)
			.list()).containsExactly(first.toString(), second.toString());
	}

	@Test
	void numbersEnd() {
		for (int i = 0; i <= LogPosition.MAX_GENERATION; i++) {
			assertThat(this.generations.generationOf(Uuid.randomUuid(), TOPIC)).hasValue(i);
		}
		assertThat(this.generations.generationOf(Uuid.randomUuid(), TOPIC)).isEmpty();
	}

	@Test
	void nodesThatStartTogetherAgree() throws Exception {
		List<Uuid> topics = List.of(Uuid.randomUuid(), Uuid.randomUuid());
		LogGenerations others = open();
		try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
			List<Future<OptionalInt>> found = IntStream.range(0, 40)
				.mapToObj((i) -> threads.submit(
						() -> ((i % 2 == 0) ? this.generations : others).generationOf(topics.get(i / 2 % 2), TOPIC)))
				.toList();
			Set<Integer> numbers = IntStream.range(0, 40)
				.mapToObj((i) -> get(found.get(i)) * 2 + i / 2 % 2)
				.collect(Collectors.toSet());
			assertThat(numbers).hasSize(2).isSubsetOf(0, 1, 2, 3);
		}
	}

	private static int get(Future<OptionalInt> found) {
		try {
			return found.get().orElseThrow();
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

}
