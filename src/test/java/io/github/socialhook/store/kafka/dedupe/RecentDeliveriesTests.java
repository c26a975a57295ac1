package io.github.socialhook.store.kafka.dedupe;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
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

	private int most = Integer.MAX_VALUE;

	private final RecentDeliveries recent = new RecentDeliveries(DedupeWindows.all(Duration.ofMinutes(10)),
			() -> this.most);

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
		RecentDeliveries all = new RecentDeliveries(DedupeWindows.all(Duration.ZERO), () -> this.most);
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
		RecentDeliveries unread = new RecentDeliveries(DedupeWindows.all(Duration.ofMinutes(10)), () -> this.most, 40);
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

	/** Each handler remembers by itself, for minutes, as fast as events come. */
	@Test
	void remembersNoMoreThanThereIsMemoryFor() {
		this.most = 5000;
		for (int i = 0; i < 20_000; i++) {
			assertThat(isRepeat(record("other " + i, Duration.ofMillis(i)))).isFalse();
		}
		assertThat(this.recent.readAgainFrom(Long.MAX_VALUE)).isEqualTo(15_100);
		assertThat(isRepeat(record("other 15000", Duration.ofSeconds(20)))).isTrue();
		assertThat(isRepeat(record("other 14999", Duration.ofSeconds(20)))).isFalse();
	}

	/** More partitions were assigned, or fewer. */
	@Test
	void keepsTheLatestWhenMemoryBecomesLess() {
		for (int i = 0; i < 20_000; i++) {
			isRepeat(record("other " + i, Duration.ofMillis(i)));
		}
		assertThat(isRepeat(record("other 0", Duration.ofSeconds(20)))).isTrue();
		this.most = 100;
		assertThat(isRepeat(record("next", Duration.ofSeconds(20)))).isFalse();
		assertThat(isRepeat(record("other 15904", Duration.ofSeconds(20)))).isFalse();
		for (int i = 19_999; i > 15_906; i--) {
			assertThat(isRepeat(record("other " + i, Duration.ofSeconds(20)))).isTrue();
		}
	}

	@Test
	void remembersWhatAMapWould() {
		Random random = new Random(7);
		Map<String, Duration> remembered = new HashMap<>();
		for (int i = 0; i < 100_000; i++) {
			String body = "any of " + random.nextInt(20_000);
			// Sometimes so many a second that thousands are recent, sometimes few.
			Duration time = Duration.ofSeconds((i < 50_000) ? i / 50 : i);
			Duration earlier = remembered.get(body);
			boolean repeat = earlier != null && time.minus(earlier).compareTo(Duration.ofMinutes(10)) < 0;
			assertThat(isRepeat(record(body, time))).isEqualTo(repeat);
			if (!repeat) {
				remembered.put(body, time);
			}
		}
	}

	/** Whoever writes to the topic may write any time. */
	@Test
	void readsTheStrangestTimes() {
		for (int i = 0; i < 5000; i++) {
			Instant time = (i % 2 == 0) ? Instant.MIN : Instant.MAX;
			Delivery delivery = new Delivery(new EndpointName("default"), null, null,
					Payload.of(("any " + i).getBytes(StandardCharsets.UTF_8)), time);
			assertThat(isRepeat(new LogRecord(UUID.randomUUID(), delivery))).isFalse();
		}
	}

}
