package io.github.socialhook.store.kafka;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.store.queue.RowNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LogPositionTests {

	private static final int GENERATIONS = LogPosition.MAX_GENERATION;

	private static final int PARTITIONS = LogPosition.MAX_PARTITION;

	private static final long OFFSETS = LogPosition.MAX_OFFSET;

	@ParameterizedTest
	@CsvSource({ "0, 0, 0, 288230376151711744", "0, 0, 1, 288230376151711745", "0, 1, 0, 288231475663339520",
			"1, 0, 0, 297237575406452736", "31, 8191, 1099511627775, 576460752303423487",
			"3, 17, 123456789, 315270665737063701" })
	void isANumberThatTheStoreReads(int generation, int partition, long offset, long number) {
		LogPosition position = new LogPosition(generation, partition, offset);
		assertThat(position.number()).isEqualTo(number);
		assertThat(LogPosition.find(number)).contains(position);
		assertThat(LogPosition.find(position.id())).contains(position);
		assertThat(RowNumber.of(position.id())).isEqualTo(number);
		assertThat(RowNumber.find(position.id())).hasValue(number);
	}

	@Test
	void risesWithinAPartition() {
		long last = new LogPosition(GENERATIONS, PARTITIONS, OFFSETS - 1).number();
		assertThat(new LogPosition(GENERATIONS, PARTITIONS, OFFSETS).number()).isEqualTo(last + 1);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 4711, (1L << 58) - 1, 1L << 59, Long.MAX_VALUE, -1, Long.MIN_VALUE })
	void isNotFoundForOtherNumbers(long number) {
		assertThat(LogPosition.find(number)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "576460752303423488", "0288230376151711744", "channel", "9999999999999999999" })
	void isNotFoundForOtherIds(String id) {
		assertThat(LogPosition.find(new DeliveryId(id))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "-1, 0, 0", "32, 0, 0", "0, -1, 0", "0, 8192, 0", "0, 0, -1", "0, 0, 1099511627776" })
	void hasLimits(int generation, int partition, long offset) {
		assertThatIllegalArgumentException().isThrownBy(() -> new LogPosition(generation, partition, offset));
	}

}
