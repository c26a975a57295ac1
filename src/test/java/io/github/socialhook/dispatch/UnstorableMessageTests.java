package io.github.socialhook.dispatch;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Exceptions whose messages no database stores as they are. */
@Timeout(300)
@RunsBesideOthers
class UnstorableMessageTests {

	private static final String EVENT = "channel.didCreate";

	private final AtomicInteger returned = new AtomicInteger();

	private final AtomicInteger tried = new AtomicInteger();

	@TempDir
	Path folder;

	@Test
	void countAsAttemptsOnPostgres() {
		try (PostgresDatabase database = PostgresDatabase.create();
				DispatchFixture fixture = new DispatchFixture(database.url())) {
			countsAttempts(fixture);
		}
	}

	@Test
	void countAsAttemptsOnSqlite() {
		try (DispatchFixture fixture = new DispatchFixture(this.folder)) {
			countsAttempts(fixture);
		}
	}

	private void countsAttempts(DispatchFixture fixture) {
		fixture
			.with("returns", EVENT, DispatchFixture.settings(1), (event, delivery) -> this.returned.getAndIncrement())
			.with("fails", EVENT, DispatchFixture.settings(1), (event, delivery) -> {
				this.tried.incrementAndGet();
				String text = (delivery.attempt() == 1) ? "12\0" : "12\ud834";
				if (delivery.attempt() < 3) {
					Integer.parseInt(text);
				}
			})
			.start();
		fixture.inbox.store(EVENT, "s", 1);
		DispatchFixture.eventually(() -> assertThat(fixture.inbox.count("RETRYING")).isEqualTo(1));
		Awaiting.whileTimePasses(fixture.inbox, () -> assertThat(fixture.inbox.count("HANDLED")).isEqualTo(1));
		assertThat(this.returned).hasValue(1);
		assertThat(this.tried).hasValue(3);
		assertThat(fixture.inbox.attempts()).containsExactlyInAnyOrder("returns 1 HANDLED ",
				"fails 1 RETRYING java.lang.NumberFormatException", "fails 2 RETRYING java.lang.NumberFormatException",
				"fails 3 HANDLED ");
	}

}
