package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/** Counts the answers of the webhook endpoints, and times those to genuine requests. */
final class RequestMeters implements RequestListener {

	/** Up to what Social+ waits. */
	private static final Duration[] BUCKETS = { Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
			Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
			Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofMillis(1000), Duration.ofMillis(1500) };

	/** Prometheus wants the same tags for each. */
	private static final String NO_ENDPOINT = "none";

	private final MeterRegistry registry;

	private final Timer ack;

	private final ConcurrentMap<Tags, Counter> requests = new ConcurrentHashMap<>();

	private final ConcurrentMap<Secret, Counter> secrets = new ConcurrentHashMap<>();

	RequestMeters(MeterRegistry registry) {
		this.registry = registry;
		this.ack = Timer.builder("socialhook.ack")
			.description("From the arrival of a genuine request to the decision on its answer")
			.serviceLevelObjectives(BUCKETS)
			.register(registry);
	}

	/** What has not happened yet is to be seen as well: as a zero. */
	@Override
	public void serves(List<EndpointName> endpoints) {
		for (RequestOutcome outcome : RequestOutcome.values()) {
			if (!isGenuine(outcome) && outcome != RequestOutcome.LEGACY) {
				this.requests.computeIfAbsent(new Tags(null, outcome), this::counter);
			}
			for (EndpointName endpoint : endpoints) {
				if (outcome != RequestOutcome.NOT_FOUND) {
					this.requests.computeIfAbsent(new Tags(endpoint, outcome), this::counter);
				}
			}
		}
		for (EndpointName endpoint : endpoints) {
			this.secrets.computeIfAbsent(new Secret(endpoint, true), this::counter);
			this.secrets.computeIfAbsent(new Secret(endpoint, false), this::counter);
		}
	}

	@Override
	public void verified(EndpointName endpoint, boolean newest) {
		this.secrets.computeIfAbsent(new Secret(endpoint, newest), this::counter).increment();
	}

	private Counter counter(Secret secret) {
		return Counter.builder("socialhook.secrets")
			.description("Genuine requests to endpoints with several secrets, by the secret that made the signature")
			.tag("endpoint", secret.endpoint().value())
			.tag("secret", secret.newest() ? "newest" : "older")
			.register(this.registry);
	}

	@Override
	public void answered(@Nullable EndpointName endpoint, RequestOutcome outcome, Duration elapsed) {
		this.requests.computeIfAbsent(new Tags(endpoint, outcome), this::counter).increment();
		if (isGenuine(outcome)) {
			this.ack.record(elapsed);
		}
	}

	private static boolean isGenuine(RequestOutcome outcome) {
		return switch (outcome) {
			case STORED, DUPLICATE, UNAVAILABLE -> true;
			case LEGACY, STRANGER, REJECTED, WRONG_METHOD, NOT_FOUND, BAD_REQUEST, HEAD_TOO_LARGE, LENGTH_REQUIRED,
					TOO_SLOW, TOO_LARGE, WRONG_TYPE, ABORTED, OVERLOADED, STOPPING, FAILED ->
				false;
		};
	}

	private Counter counter(Tags tags) {
		return Counter.builder("socialhook.requests")
			.description("Requests to the public port by their outcome")
			.tag("endpoint", (tags.endpoint() != null) ? tags.endpoint().value() : NO_ENDPOINT)
			.tag("outcome", tags.outcome().name().toLowerCase(Locale.ROOT))
			.register(this.registry);
	}

	private record Secret(EndpointName endpoint, boolean newest) {
	}

	private record Tags(@Nullable EndpointName endpoint, RequestOutcome outcome) {
	}

}
