package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.List;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;
import io.github.socialhook.delivery.Source;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** Counts requests by source address, if that is checked. */
final class SourceMeters implements RequestListener {

	private final MeterRegistry registry;

	SourceMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void answered(@Nullable EndpointName endpoint, RequestOutcome outcome, Duration elapsed) {
	}

	/** An address that nothing ever comes from is to be seen as well: as a zero. */
	@Override
	public void expected(List<Source> known) {
		known.forEach((source) -> counter(source, true));
	}

	@Override
	public void came(Source source, boolean genuine) {
		counter(source, genuine).increment();
	}

	private Counter counter(Source source, boolean genuine) {
		return Counter.builder("socialhook.sources")
			.description("Requests to webhook endpoints by source address")
			.tag("region", source.region())
			.tag("source", source.name())
			.tag("genuine", Boolean.toString(genuine))
			.register(this.registry);
	}

}
