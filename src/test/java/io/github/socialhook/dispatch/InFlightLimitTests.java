package io.github.socialhook.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.inbox.Claim;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InFlightLimitTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	private final InFlightLimit limit = new InFlightLimit(3, 100);

	private static Claim claim(int size) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, null, null, Payload.of(new byte[size]), Instant.EPOCH);
		return new Claim(new DeliveryId("1"), delivery, null, 0, 1, Instant.EPOCH);
	}

	@Test
	void boundsTheNumber() throws Exception {
		Claim last = claim(1);
		this.limit.add(List.of(claim(1), claim(1)));
		assertThat(this.limit.available()).isEqualTo(1);
		assertThat(this.limit.awaitCapacity(SHORT)).isTrue();
		this.limit.add(List.of(last));
		assertThat(this.limit.awaitCapacity(SHORT)).isFalse();
		this.limit.remove(last);
		assertThat(this.limit.awaitCapacity(SHORT)).isTrue();
	}

	@Test
	void boundsTheBytes() throws Exception {
		Claim small = claim(60);
		Claim large = claim(1000);
		this.limit.add(List.of(small));
		assertThat(this.limit.availableBytes()).isEqualTo(40);
		this.limit.add(List.of(large));
		assertThat(this.limit.availableBytes()).isZero();
		assertThat(this.limit.awaitCapacity(SHORT)).isFalse();
		this.limit.remove(small);
		assertThat(this.limit.awaitCapacity(SHORT)).isFalse();
		this.limit.remove(large);
		assertThat(this.limit.awaitCapacity(SHORT)).isTrue();
		assertThat(this.limit.awaitIdle(SHORT)).isTrue();
	}

	@Test
	void freesThePlaceOfAClaimOnce() throws Exception {
		Claim one = claim(60);
		Claim other = claim(30);
		this.limit.add(List.of(one, other));
		this.limit.remove(one);
		this.limit.remove(one);
		assertThat(this.limit.available()).isEqualTo(2);
		assertThat(this.limit.availableBytes()).isEqualTo(70);
		assertThat(this.limit.awaitIdle(SHORT)).isFalse();
	}

	@Test
	void takesOneOfAnySize() throws Exception {
		assertThat(this.limit.awaitCapacity(SHORT)).isTrue();
		this.limit.add(List.of(claim(100_000)));
		assertThat(this.limit.awaitIdle(SHORT)).isFalse();
	}

}
