package io.github.socialhook.store;

import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Settlement;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of statements that PostgreSQL cannot finish in time. */
@ExtendWith(OutputCaptureExtension.class)
class PostgresTimeoutTests {

	@Test
	void settlesTheOthersOfAGroupWhileOneRowIsLocked(CapturedOutput output) throws Exception {
		try (PostgresDatabase database = PostgresDatabase.create();
				HikariDataSource pool = new HikariDataSource();
				Connection other = database.dataSource().getConnection()) {
			pool.setJdbcUrl(database.url());
			pool.setMaximumPoolSize(4);
			try (InboxFixture inbox = InboxFixture.open(pool, pool.getJdbcUrl(), new MutableClock())) {
				inbox.store("one");
				inbox.store("two");
				inbox.store("three");
				inbox.dispatching();
				List<Claim> claims = inbox.take(3);
				other.setAutoCommit(false);
				other.createStatement().execute("UPDATE socialhook_delivery SET body = body WHERE id < 3");
				CompletableFuture<@Nullable DeliveryState> locked = settle(inbox, claims.get(0));
				// The writer is busy now, so that the next two become one group.
				Awaitility.await()
					.until(() -> inbox.sql()
						.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = "
								+ "current_database()")
						.query(Integer.class)
						.single() == 1);
				CompletableFuture<@Nullable DeliveryState> lockedToo = settle(inbox, claims.get(1));
				CompletableFuture<@Nullable DeliveryState> free = settle(inbox, claims.get(2));
				assertThat(free.get(1, TimeUnit.MINUTES)).isEqualTo(DeliveryState.HANDLED);
				assertThat(List.of(locked, lockedToo)).allSatisfy((state) -> assertThat(state).isNotDone());
				other.rollback();
				assertThat(locked.get(1, TimeUnit.MINUTES)).isEqualTo(DeliveryState.HANDLED);
				assertThat(lockedToo.get(1, TimeUnit.MINUTES)).isEqualTo(DeliveryState.HANDLED);
			}
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("accepts no writes")))
			.noneMatch((line) -> line.contains("canceling statement"));
	}

	private static CompletableFuture<@Nullable DeliveryState> settle(InboxFixture inbox, Claim claim) {
		CompletableFuture<@Nullable DeliveryState> state = new CompletableFuture<>();
		inbox.queue.settle(new Settlement.Attempted(claim, List.of(inbox.handled(claim, "alpha")), Set.of()),
				state::complete);
		return state;
	}

}
