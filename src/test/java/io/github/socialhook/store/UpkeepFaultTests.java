package io.github.socialhook.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.replay.BodySource;
import io.github.socialhook.store.replay.ReplayWorker;
import io.github.socialhook.store.upkeep.ClockWatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Errors thrown from below do not end what looks after the store again and again. */
@ExtendWith(OutputCaptureExtension.class)
class UpkeepFaultTests {

	@TempDir
	private Path folder;

	private final HikariDataSource dataSource = new HikariDataSource();

	private final FaultyClock clock = new FaultyClock();

	private InboxFixture inbox;

	@BeforeEach
	void open() {
		this.dataSource.setJdbcUrl("jdbc:sqlite:" + this.folder.resolve("inbox.db"));
		this.inbox = InboxFixture.open(this.dataSource, this.dataSource.getJdbcUrl(), new MutableClock());
	}

	@AfterEach
	void close() {
		this.inbox.close();
		this.dataSource.close();
	}

	@Test
	void replaysGoOn(CapturedOutput output) {
		try (ReplayWorker worker = new ReplayWorker(this.inbox.store.reader(), this.inbox.writer, new LocalHandoff(),
				this.inbox.dialect, BodySource.COMPLETE, this.clock)) {
			worker.start();
			Awaitility.await().until(() -> {
				worker.wake();
				return this.clock.looks.get() > FaultyClock.FAULTS;
			});
		}
		assertThat(output).containsOnlyOnce("Replaying failed and is retried");
	}

	@Test
	void clockIsWatchedOn(CapturedOutput output) {
		try (ClockWatch watch = new ClockWatch(this.inbox.writer, this.inbox.store.reader(), this.clock)) {
			watch.start();
			Awaitility.await().until(() -> this.clock.looks.get() > FaultyClock.FAULTS);
		}
		assertThat(output).containsOnlyOnce("The times of deliveries could not be compared with the clock");
	}

	/** Throws an error at the first looks. */
	private static final class FaultyClock implements InstantSource {

		private static final int FAULTS = 2;

		private final AtomicInteger looks = new AtomicInteger();

		@Override
		public Instant instant() {
			if (this.looks.incrementAndGet() <= FAULTS) {
				throw new NoClassDefFoundError("a jar that was overwritten");
			}
			return Instant.EPOCH;
		}

	}

}
