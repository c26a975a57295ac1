package io.github.socialhook.store.kafka.consume;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionProgressTests {

	private static final Instant TIME = Instant.EPOCH;

	private static PartitionProgress reading(long position, long... offsets) {
		PartitionProgress progress = new PartitionProgress(position);
		for (long offset : offsets) {
			assertThat(progress.read(offset, TIME)).isTrue();
		}
		return progress;
	}

	@Test
	void isWhereItStartedUntilSomethingIsRead() {
		assertThat(new PartitionProgress(0).position()).isZero();
		assertThat(new PartitionProgress(42).position()).isEqualTo(42);
	}

	@Test
	void staysBeforeWhatIsNotFinished() {
		assertThat(reading(7, 7, 8, 9).position()).isEqualTo(7);
	}

	@Test
	void goesOnWithTheFirstThatIsNotFinished() {
		PartitionProgress progress = reading(7, 7, 8, 9);
		progress.finished(7);
		assertThat(progress.position()).isEqualTo(8);
		progress.finished(8);
		progress.finished(9);
		assertThat(progress.position()).isEqualTo(10);
	}

	@Test
	void doesNotPassWhatIsNotFinished() {
		PartitionProgress progress = reading(7, 7, 8, 9);
		progress.finished(9);
		progress.finished(8);
		assertThat(progress.position()).isEqualTo(7);
		assertThat(progress.openRecords()).isEqualTo(1);
		progress.finished(7);
		assertThat(progress.position()).isEqualTo(10);
		assertThat(progress.openRecords()).isZero();
	}

	@Test
	void passesOffsetsThatNoRecordHas() {
		PartitionProgress progress = reading(7, 9, 12);
		assertThat(progress.position()).isEqualTo(9);
		progress.finished(9);
		assertThat(progress.position()).isEqualTo(12);
		progress.finished(12);
		progress.reached(20);
		assertThat(progress.position()).isEqualTo(20);
	}

	@Test
	void doesNotPassWhatIsNotFinishedForAGap() {
		PartitionProgress progress = reading(7, 7);
		progress.reached(20);
		assertThat(progress.position()).isEqualTo(7);
		progress.finished(7);
		assertThat(progress.position()).isEqualTo(20);
	}

	@Test
	void neverGoesBack() {
		PartitionProgress progress = reading(7, 7, 8);
		progress.finished(7);
		progress.finished(8);
		progress.reached(3);
		assertThat(progress.position()).isEqualTo(9);
	}

	@Test
	void refusesWhatWasReadBefore() {
		PartitionProgress progress = reading(7, 7, 8);
		progress.finished(7);
		assertThat(progress.read(7, TIME)).isFalse();
		assertThat(progress.read(8, TIME)).isFalse();
		assertThat(progress.read(3, TIME)).isFalse();
		assertThat(progress.position()).isEqualTo(8);
	}

	@Test
	void knowsSinceWhenTheFirstIsNotFinished() {
		PartitionProgress progress = new PartitionProgress(7);
		assertThat(progress.since()).isNull();
		progress.read(7, TIME);
		progress.read(8, TIME.plusSeconds(1));
		assertThat(progress.since()).isEqualTo(TIME);
		progress.finished(7);
		assertThat(progress.since()).isEqualTo(TIME.plusSeconds(1));
		progress.finished(8);
		assertThat(progress.since()).isNull();
	}

	@Test
	void finishesARecordOnce() {
		PartitionProgress progress = reading(7, 7);
		assertThat(progress.finished(7)).isTrue();
		assertThat(progress.finished(7)).isFalse();
		assertThat(progress.finished(8)).isFalse();
		assertThat(progress.position()).isEqualTo(8);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void isTheFirstOpenOffsetInWhateverOrderTheyAreFinished(long seed) {
		Random random = new Random(seed);
		PartitionProgress progress = new PartitionProgress(100);
		SortedSet<Long> open = new TreeSet<>();
		long next = 100;
		for (int i = 0; i < 2000; i++) {
			if (open.isEmpty() || random.nextInt(5) < 2) {
				next += random.nextInt(3);
				assertThat(progress.read(next, TIME)).isTrue();
				open.add(next);
				next++;
			}
			else {
				List<Long> candidates = new ArrayList<>(open);
				Collections.shuffle(candidates, random);
				long finished = candidates.getFirst();
				open.remove(finished);
				assertThat(progress.finished(finished)).isTrue();
			}
			assertThat(progress.position()).isEqualTo(open.isEmpty() ? next : open.first());
			assertThat(progress.openRecords()).isEqualTo(open.size());
		}
	}

}
