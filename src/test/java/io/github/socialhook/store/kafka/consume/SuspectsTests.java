package io.github.socialhook.store.kafka.consume;

import java.nio.file.Path;

import io.github.socialhook.Timeouts;
import io.github.socialhook.store.kafka.LogPosition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Which partitions wait for what an owner that has ended may have moved out of them. */
class SuspectsTests {

	private static final int PARTITION = 2;

	private static final String HANDLER = "steady";

	private static final LogPosition MOVED = new LogPosition(0, PARTITION, 7);

	/** Its owner began earlier, and has not left it. */
	private static final PositionMark ABANDONED = new PositionMark(0, 3, 0);

	private TroubleTable database;

	private Suspects suspects;

	@BeforeEach
	void create(@TempDir Path folder) {
		this.database = new TroubleTable(folder);
		this.suspects = new Suspects(HANDLER, 0, this.database.troubles());
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
		this.database.move(HANDLER, MOVED);
		this.suspects.assign(PARTITION, 10, PositionMark.left(10), 20);
		assertThat(this.suspects.holds(PARTITION, 10)).isTrue();
		assertThat(this.suspects.held()).containsExactly(PARTITION);
		this.database.tryAll();
		awaitRelease();
	}

	@Test
	void oneWhoseOwnerHasEndedWaitsUntilTheDatabaseSaysThatNothingWasMoved() {
		this.database.goAway();
		this.suspects.assign(PARTITION, 10, ABANDONED, 20);
		assertThat(this.suspects.holds(PARTITION, 10)).isTrue();
		assertThat(this.suspects.held()).containsExactly(PARTITION);
		this.database.comeBack();
		awaitRelease();
	}

	@Test
	void oneWhoseOwnerHasEndedWaitsForWhatTheDatabaseSaysLater() {
		this.database.move(HANDLER, MOVED);
		this.database.goAway();
		this.suspects.assign(PARTITION, 10, ABANDONED, 20);
		assertThat(this.suspects.holds(PARTITION, 10)).isTrue();
		this.database.comeBack();
		Awaitility.await()
			.during(LoggedTroubles.RETRY_INTERVAL.plusSeconds(1))
			.atMost(Timeouts.GENEROUS)
			.until(() -> !this.suspects.held().isEmpty());
		this.database.tryAll();
		awaitRelease();
	}

	@Test
	void oneWhoseOwnerHasEndedWaitsThoughItHasMovedAllThatThereWas() {
		this.database.move(HANDLER, MOVED);
		this.database.goAway();
		assertThat(this.suspects.assign(PARTITION, 10, ABANDONED, 10)).isZero();
		assertThat(this.suspects.holds(PARTITION, 10)).isTrue();
		this.database.comeBack();
		this.database.tryAll();
		awaitRelease();
	}

	@Test
	void oneThatWasLeftWhileSomethingWaitedWaitsForWhatTheDatabaseSaysLater() {
		this.database.move(HANDLER, MOVED);
		this.database.goAway();
		assertThat(this.suspects.assign(PARTITION, 10, PositionMark.leftWaiting(10), 20)).isZero();
		assertThat(this.suspects.holds(PARTITION, 10)).isTrue();
		this.database.comeBack();
		this.database.tryAll();
		awaitRelease();
	}

	@Test
	void oneThatWasLeftInOrderDoesNotWaitForADatabaseThatIsAway() {
		this.database.goAway();
		this.suspects.assign(PARTITION, 10, PositionMark.left(10), 20);
		assertThat(this.suspects.holds(PARTITION, 10)).isFalse();
	}

}
