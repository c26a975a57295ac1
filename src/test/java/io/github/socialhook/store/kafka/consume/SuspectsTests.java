package io.github.socialhook.store.kafka.consume;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

import io.github.socialhook.Timeouts;
import io.github.socialhook.store.kafka.LogPosition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Which partitions wait for what an owner that has ended may have moved out of them. */
class SuspectsTests {

	private static final int PARTITION = 2;

	private static final long MOVED = new LogPosition(0, PARTITION, 7).number();

	/** Its owner began earlier, and has not left it. */
	private static final PositionMark ABANDONED = new PositionMark(0, 3, 0);

	private final Database database = new Database();

	private final JdbcClient sql = JdbcClient.create(this.database);

	private final Suspects suspects = new Suspects("steady", 0, new LoggedTroubles(this.sql));

	@BeforeEach
	void createTable(@TempDir Path folder) {
		this.database.setUrl("jdbc:sqlite:" + folder.resolve("store.db"));
		this.sql
			.sql("CREATE TABLE socialhook_task (delivery_id INTEGER, handler TEXT, state TEXT, due_at INTEGER,"
					+ " attempts INTEGER, deaths INTEGER)")
			.update();
	}

	private void move() {
		this.sql.sql("INSERT INTO socialhook_task VALUES (?, 'steady', 'PENDING', 1, 0, 2)").param(MOVED).update();
	}

	private void tried() {
		this.sql.sql("UPDATE socialhook_task SET state = 'HANDLED', due_at = NULL, attempts = 1").update();
	}

	private void awaitRelease() {
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> this.suspects.held().isEmpty());
		assertThat(this.suspects.holds(PARTITION, 10)).isFalse();
	}

	@Test
	void oneOfWhichNothingWasMovedDoesNotWait() {
		this.suspects.assign(PARTITION, 10, ABANDONED, 20);
		assertThat(this.suspects.holds(PARTITION, 10)).isFalse();
	}

	@Test
	void oneWaitsUntilWhatWasMovedIsTried() {
		move();
		this.suspects.assign(PARTITION, 10, PositionMark.left(10), 20);
		assertThat(this.suspects.holds(PARTITION, 10)).isTrue();
		assertThat(this.suspects.held()).containsExactly(PARTITION);
		tried();
		awaitRelease();
	}

	@Test
	void oneWhoseOwnerHasEndedWaitsUntilTheDatabaseSaysThatNothingWasMoved() {
		this.database.away = true;
		this.suspects.assign(PARTITION, 10, ABANDONED, 20);
		assertThat(this.suspects.holds(PARTITION, 10)).isTrue();
		assertThat(this.suspects.held()).containsExactly(PARTITION);
		this.database.away = false;
		awaitRelease();
	}

	@Test
	void oneWhoseOwnerHasEndedWaitsForWhatTheDatabaseSaysLater() {
		move();
		this.database.away = true;
		this.suspects.assign(PARTITION, 10, ABANDONED, 20);
		assertThat(this.suspects.holds(PARTITION, 10)).isTrue();
		this.database.away = false;
		Awaitility.await()
			.during(LoggedTroubles.RETRY_INTERVAL.plusSeconds(1))
			.atMost(Timeouts.GENEROUS)
			.until(() -> !this.suspects.held().isEmpty());
		tried();
		awaitRelease();
	}

	@Test
	void oneWhoseOwnerHasEndedWaitsThoughItHasMovedAllThatThereWas() {
		move();
		this.database.away = true;
		assertThat(this.suspects.assign(PARTITION, 10, ABANDONED, 10)).isZero();
		assertThat(this.suspects.holds(PARTITION, 10)).isTrue();
		this.database.away = false;
		tried();
		awaitRelease();
	}

	@Test
	void oneThatWasLeftInOrderDoesNotWaitForADatabaseThatIsAway() {
		this.database.away = true;
		this.suspects.assign(PARTITION, 10, PositionMark.left(10), 20);
		assertThat(this.suspects.holds(PARTITION, 10)).isFalse();
	}

	/** A file that cannot be opened at times. */
	private static final class Database extends SQLiteDataSource {

		private volatile boolean away;

		@Override
		public Connection getConnection() throws SQLException {
			if (this.away) {
				throw new SQLException("away");
			}
			return super.getConnection();
		}

	}

}
