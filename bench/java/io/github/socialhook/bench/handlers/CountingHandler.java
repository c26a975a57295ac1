package io.github.socialhook.bench.handlers;

import java.time.Duration;
import java.time.Instant;

import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

/** Takes each event as its type, and counts how long it was on its way. */
@Component
class CountingHandler {

	private final Timer onTheWay;

	CountingHandler(MeterRegistry meters) {
		this.onTheWay = Timer.builder("bench.way")
			.publishPercentiles(0.5, 0.99)
			.distributionStatisticExpiry(Duration.ofMinutes(5))
			.register(meters);
	}

	@WebhookHandler
	void count(SocialEvent event, DeliveryContext delivery) {
		this.onTheWay.record(Duration.between(delivery.receivedAt(), Instant.now()));
	}

}
