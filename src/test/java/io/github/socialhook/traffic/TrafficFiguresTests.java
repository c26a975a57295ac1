package io.github.socialhook.traffic;

import java.time.Duration;

import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.RequestOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@RunsBesideOthers
class TrafficFiguresTests {

	private final TrafficCounter counter = new TrafficCounter();

	private void answer(int number, long millis) {
		for (int i = 0; i < number; i++) {
			this.counter.answered(EndpointName.DEFAULT, RequestOutcome.STORED, Duration.ofMillis(millis));
		}
	}

	@Test
	void tellsInWhichTimeAShareWasAnswered() {
		answer(98, 4);
		answer(2, 200);
		TrafficFigures figures = this.counter.drain();
		assertThat(figures.ackMillis(0.5)).isBetween(2.0, 5.0);
		assertThat(figures.ackMillis(0.98)).isEqualTo(5.0, within(0.001));
		assertThat(figures.ackMillis(0.99)).isBetween(100.0, 250.0);
		assertThat(figures.ackMillis(1)).isEqualTo(250.0, within(0.001));
	}

	@Test
	void saysNoMoreThanTheBucketsTell() {
		assertThat(TrafficFigures.NONE.ackMillis(0.5)).isNull();
		answer(1, 5000);
		assertThat(this.counter.drain().ackMillis(0.5)).isEqualTo(1500);
	}

	@Test
	void beginsAnewAfterEachLook() {
		answer(3, 1);
		assertThat(this.counter.drain().received()).isEqualTo(3);
		assertThat(this.counter.drain()).isEqualTo(TrafficFigures.NONE);
	}

}
