package io.github.socialhook.store.kafka.consume;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PositionMarkTests {

	private static PositionMark read(String text, long position) {
		return PositionMark.read(new OffsetAndMetadata(position, text), position);
	}

	@Test
	void isReadAsItIsWritten() {
		PositionMark owned = new PositionMark(70, 80, 3);
		assertThat(read(owned.toString(), 90)).isEqualTo(owned);
		PositionMark left = PositionMark.left(70);
		assertThat(read(left.toString(), 90)).isEqualTo(left);
		PositionMark waiting = PositionMark.leftWaiting(70);
		assertThat(read(waiting.toString(), 90)).isEqualTo(waiting);
	}

	@Test
	void countsOwnersThatHaveEndedAtTheSamePosition() {
		assertThat(new PositionMark(70, 80, 0).deathsAt(80)).isEqualTo(1);
		assertThat(new PositionMark(70, 80, 1).deathsAt(80)).isEqualTo(2);
		assertThat(new PositionMark(70, 80, 5).deathsAt(81)).isEqualTo(1);
		assertThat(PositionMark.left(70).deathsAt(80)).isZero();
		assertThat(PositionMark.leftWaiting(70).deathsAt(80)).isZero();
	}

	@Test
	void readsNothingBehindThePosition() {
		assertThat(read("100", 90).readFrom()).isEqualTo(90);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "by hand", "1,2", "1,2,3,4", "1,2,3,moved", "moved", "-1", "9999999999999999999" })
	void isThatOfAPartitionLeftInOrderIfAnotherProgramHasSetIt(String text) {
		assertThat(read(text, 90)).isEqualTo(PositionMark.left(90));
	}

	@Test
	void isThatOfAPartitionLeftInOrderAtFirst() {
		assertThat(PositionMark.read(null, 0)).isEqualTo(PositionMark.left(0));
	}

}
