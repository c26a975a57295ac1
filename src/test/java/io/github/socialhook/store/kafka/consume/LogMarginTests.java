package io.github.socialhook.store.kafka.consume;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.inbox.Claim;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogMarginTests {

	private static final Instant START = Instant.parse("2026-11-29T10:00:00Z");

	private final HandlerLog log = new HandlerLog();

	/** The oldest record of each partition: its offset, and when it was written. */
	private final Map<Integer, OffsetAndTimestamp> oldest = new HashMap<>();

	private final List<@Nullable Duration> told = new ArrayList<>();

	private void add(int partition, Instant receivedAt) {
		this.log.assign(partition, 100);
		Delivery delivery = new Delivery(EndpointName.DEFAULT, null, null, Payload.of(new byte[1]), receivedAt);
		Claim claim = new Claim(new DeliveryId("1"), delivery, "mail", 0, 0, Instant.MAX);
		this.log.add(new LogTask(Objects.requireNonNull(this.log.find(partition)), 100, claim, null));
	}

	private @Nullable Duration look() {
		MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {

			@Override
			public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times,
					Duration timeout) {
				Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
				times.forEach((partition, time) -> {
					assertThat(time).isZero();
					found.put(partition, LogMarginTests.this.oldest.get(partition.partition()));
				});
				return found;
			}

		};
		LogMargin margin = new LogMargin("mail", "topic", this.log, new HandlingListener() {

			@Override
			public void behind(String handler, @Nullable Duration left) {
				LogMarginTests.this.told.add(left);
			}

		}, consumer);
		margin.lookFromTimeToTime();
		margin.lookFromTimeToTime();
		assertThat(this.told).as("The second look comes later").hasSize(1);
		return this.told.removeFirst();
	}

	@Test
	void isTheLeastOfAllPartitions() {
		add(0, START.plus(Duration.ofHours(30)));
		add(1, START.plus(Duration.ofHours(5)));
		this.oldest.put(0, new OffsetAndTimestamp(7, START.toEpochMilli()));
		this.oldest.put(1, new OffsetAndTimestamp(7, START.toEpochMilli()));
		assertThat(look()).isEqualTo(Duration.ofHours(5));
	}

	@Test
	void isUnknownBeforeAnythingWasDeleted() {
		add(0, START.plus(Duration.ofHours(5)));
		this.oldest.put(0, new OffsetAndTimestamp(0, START.toEpochMilli()));
		assertThat(look()).isNull();
	}

	@Test
	void isUnknownWhereNothingWaits() {
		this.log.assign(0, 100);
		this.oldest.put(0, new OffsetAndTimestamp(7, START.toEpochMilli()));
		assertThat(look()).isNull();
	}

}
