package io.github.socialhook.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.queue.JdbcInbox;
import io.github.socialhook.store.queue.LeaseRecovery;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.write.GroupWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.util.FileSystemUtils;

/**
 * How many deliveries a second SQLite takes, each synced, from one caller and from 64.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GroupCommitBenchmark {

	private final AtomicLong serial = new AtomicLong();

	private Path folder = Path.of("");

	private HikariDataSource dataSource = new HikariDataSource();

	private Inbox inbox = new NoInbox();

	private AutoCloseable writer = () -> {
	};

	@Setup
	public void open() throws IOException {
		this.folder = Files.createTempDirectory("group-commit");
		String url = "jdbc:sqlite:" + this.folder.resolve("socialhook.db");
		this.dataSource.setJdbcUrl(url);
		InstantSource clock = InstantSource.system();
		SqliteDialect dialect = new SqliteDialect(url);
		Store store = Store.open(this.dataSource, url, dialect, new LeaseRecovery(dialect, clock));
		GroupWriter opened = new GroupWriter(store, "writer", clock);
		opened.start();
		this.writer = opened;
		this.inbox = new JdbcInbox(opened, new LocalHandoff(), dialect,
				new JdbcInbox.Limits(DedupeWindows.all(Duration.ofMinutes(10)), Duration.ofSeconds(1)), clock);
	}

	@TearDown
	public void close() throws Exception {
		this.writer.close();
		this.dataSource.close();
		FileSystemUtils.deleteRecursively(this.folder);
	}

	@Benchmark
	public Receipt one() {
		return put();
	}

	@Benchmark
	@Threads(64)
	public Receipt many() {
		return put();
	}

	private Receipt put() {
		long number = this.serial.incrementAndGet();
		byte[] body = String
			.format(Locale.ROOT, "{\"event\":\"channel.didCreate\",\"number\":%d,\"text\":\"%s\"}", number,
					"x".repeat(480))
			.getBytes();
		return this.inbox.put(new Delivery(EndpointName.DEFAULT, new EventName("channel.didCreate"),
				new Subject("channel", "c" + number % 10_000), Payload.of(body), InstantSource.system().instant()));
	}

	private static final class NoInbox implements Inbox {

		@Override
		public Receipt put(Delivery delivery) {
			throw new IllegalStateException();
		}

		@Override
		public boolean isWritable() {
			return false;
		}

		@Override
		public long spilled() {
			return 0;
		}

		@Override
		public Optional<Outage> lastOutage() {
			return Optional.empty();
		}

	}

}
