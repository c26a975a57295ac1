package io.github.socialhook.store.kafka.consume;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.kafka.LogDurability;
import io.github.socialhook.store.kafka.LogGenerations;
import io.github.socialhook.store.kafka.LogIndexMode;
import io.github.socialhook.store.kafka.LogPosition;
import io.github.socialhook.store.kafka.LogProperties;
import io.github.socialhook.store.kafka.RecordCache;
import io.github.socialhook.store.sqlite.SqliteDialect;
import io.github.socialhook.store.write.GroupWriter;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/** What a handler commits where it takes over a partition and where it leaves it. */
class LogReaderTests {

	private static final String HANDLER = "steady";

	private static final TopicPartition PARTITION = new TopicPartition("socialhook.deliveries", 2);

	/** What was committed last. */
	private String mark = "";

	private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {

		@Override
		public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
			super.commitSync(offsets, timeout);
			LogReaderTests.this.mark = Objects.requireNonNull(offsets.get(PARTITION)).metadata();
		}

	};

	private TroubleTable database;

	private Store store;

	@BeforeEach
	void subscribe(@TempDir Path folder) {
		this.database = new TroubleTable(folder);
		String url = "jdbc:sqlite:" + folder.resolve("store.db");
		SQLiteDataSource dataSource = new SQLiteDataSource();
		dataSource.setUrl(url);
		this.store = Store.open(dataSource, url, new SqliteDialect(url), (connection) -> {
		});
		this.consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
		this.consumer.updateEndOffsets(Map.of(PARTITION, 20L));
		reader().subscribe();
	}

	@AfterEach
	void close() throws Exception {
		this.store.close();
	}

	private LogReader reader() {
		InstantSource clock = InstantSource.system();
		HandlerDirectory handlers = mock(HandlerDirectory.class);
		given(handlers.names()).willReturn(List.of(HANDLER));
		LogProperties properties = new LogProperties(PARTITION.topic(), LogDurability.SINGLE, Map.of(),
				LogIndexMode.ALL);
		LogSource source = new LogSource(Map.of(), new RecordCache(), properties,
				new LogGenerations(new GroupWriter(this.store, "writer", clock), clock), () -> handlers,
				DedupeWindows.all(Duration.ZERO), new HandlingListener() {
				}, true);
		return new LogReader(HANDLER, 0, source, this.database.troubles(), new HandlerLog(), this.consumer, (task) -> {
		});
	}

	private void own() {
		this.consumer.rebalance(List.of(PARTITION));
	}

	private void leave() {
		this.consumer.rebalance(List.of());
	}

	@Test
	void saysWhereItBeganUntilItLeavesAPartitionInOrder() {
		own();
		assertThat(this.mark).isEqualTo("0,0,0");
		leave();
		assertThat(this.mark).isEqualTo("0");
	}

	@Test
	void saysThatSomethingMayWaitWhereItLeavesAPartitionBeforeThatIsTried() {
		this.database.move(HANDLER, new LogPosition(0, PARTITION.partition(), 0));
		own();
		assertThat(this.mark).isEqualTo("0,0,0");
		leave();
		assertThat(this.mark).isEqualTo("0,moved");
	}

	@Test
	void passesOnThatSomethingMayWaitWhileTheDatabaseIsAway() {
		this.database.move(HANDLER, new LogPosition(0, PARTITION.partition(), 0));
		own();
		leave();
		this.database.goAway();
		own();
		leave();
		assertThat(this.mark).isEqualTo("0,moved");
	}

}
