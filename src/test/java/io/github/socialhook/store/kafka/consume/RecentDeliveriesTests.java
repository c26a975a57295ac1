package io.github.socialhook.store.kafka.consume;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.store.kafka.LogRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentDeliveriesTests {

	private static final Instant START = Instant.parse("2026-11-29T10:00:00Z");

	private final RecentDeliveries recent = new RecentDeliveries(DedupeWindows.all(Duration.ofMinutes(10)));

	private long offset = 100;

	private static LogRecord record(String endpoint, String body, Duration after) {
		Delivery delivery = new Delivery(new EndpointName(endpoint), null, null,
				Payload.of(body.getBytes(StandardCharsets.UTF_8)), START.plus(after));
		return new LogRecord(UUID.randomUUID(), delivery);
	}

	private static LogRecord record(String body, Duration after) {
		return record("default", body, after);
	}

	private boolean isRepeat(LogRecord record) {
		return this.recent.isRepeat(record, this.offset++);
	}

	@Test
	void findsTheSameBytesWithinTheWindow() {
		assertThat(isRepeat(record("a", Duration.ZERO))).isFalse();
		assertThat(isRepeat(record("b", Duration.ZERO))).isFalse();
		assertThat(isRepeat(record("a", Duration.ofSeconds(599)))).isTrue();
		assertThat(isRepeat(record("a", Duration.ofSeconds(-599)))).isTrue();
		assertThat(isRepeat(record("a", Duration.ofMinutes(10)))).isFalse();
	}

	@Test
	void findsThemAgainOnlyFromTheLastThatWasNoRepeat() {
		assertThat(isRepeat(record("a", Duration.ZERO))).isFalse();
		assertThat(isRepeat(record("a", Duration.ofMinutes(9)))).isTrue();
		assertThat(isRepeat(record("a", Duration.ofMinutes(11)))).isFalse();
		assertThat(isRepeat(record("a", Duration.ofMinutes(12)))).isTrue();
	}

	@Test
	void tellsEndpointsApart() {
		assertThat(isRepeat(record("one", "a", Duration.ZERO))).isFalse();
		assertThat(isRepeat(record("two", "a", Duration.ZERO))).isFalse();
	}

	@Test
	void findsOnlyTheSameRecordWithoutAWindow() {
		RecentDeliveries all = new RecentDeliveries(DedupeWindows.all(Duration.ZERO));
		LogRecord record = record("a", Duration.ZERO);
		assertThat(all.isRepeat(record, 1)).isFalse();
		assertThat(all.isRepeat(record("a", Duration.ZERO), 2)).isFalse();
		assertThat(all.isRepeat(record, 3)).isTrue();
	}

	@Test
	void tellsFromWhereToReadAgain() {
		assertThat(this.recent.readAgainFrom(50)).isEqualTo(50);
		isRepeat(record("a", Duration.ZERO));
		isRepeat(record("b", Duration.ZERO));
		assertThat(this.recent.readAgainFrom(102)).isEqualTo(100);
		assertThat(this.recent.readAgainFrom(99)).isEqualTo(99);
	}

	/** Who owns a partition may end before it has read the first record. */
	@Test
	void tellsThatFromWhereItIsToReadBeforeItHasRead() {
		RecentDeliveries unread = new RecentDeliveries(DedupeWindows.all(Duration.ofMinutes(10)), 40);
		assertThat(unread.readAgainFrom(50)).isEqualTo(40);
		assertThat(unread.readAgainFrom(30)).isEqualTo(30);
		unread.isRepeat(record("a", Duration.ZERO), 45);
		assertThat(unread.readAgainFrom(50)).isEqualTo(45);
	}

	@Test
	void forgetsWhatIsOldUnlessItIsAmongTheLatest() {
		isRepeat(record("first", Duration.ZERO));
		for (int i = 0; i < 4096; i++) {
			isRepeat(record("other " + i, Duration.ofMinutes(5)));
		}
		assertThat(this.recent.readAgainFrom(Long.MAX_VALUE)).isEqualTo(100);
		isRepeat(record("last", Duration.ofMinutes(11)));
		assertThat(this.recent.readAgainFrom(Long.MAX_VALUE)).isEqualTo(101);
		assertThat(isRepeat(record("first", Duration.ofMinutes(11)))).isFalse();
	}

}
