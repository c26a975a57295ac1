package io.github.socialhook.bench.handlers;

import java.time.Duration;
import java.time.Instant;

import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

/** Takes each event as its type, and measures how long it was on its way. */
@Component
class TimingHandler {

	private final Timer onTheWay;

	TimingHandler(MeterRegistry meters) {
		this.onTheWay = Timer.builder("bench.way")
			.publishPercentiles(0.5, 0.99)
			// The time of warming is older than that when it is read.
			.distributionStatisticExpiry(Duration.ofSeconds(15))
			.register(meters);
	}

	@WebhookHandler
	void measure(SocialEvent event, DeliveryContext delivery) {
		this.onTheWay.record(Duration.between(delivery.receivedAt(), Instant.now()));
	}

}
