package io.github.socialhook.telemetry;

import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socialhook.delivery.HandlingListener;
import io.github.socialhook.delivery.HoldReason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The handlers that are held on this node, and the threads that each has lost. */
final class HandlerStateMeters implements HandlingListener {

	private final MeterRegistry registry;

	private final ConcurrentMap<Tags, AtomicInteger> holds = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, AtomicInteger> lost = new ConcurrentHashMap<>();

	HandlerStateMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void held(String handler, HoldReason reason, boolean held) {
		this.holds.computeIfAbsent(new Tags(handler, reason), this::gauge).set(held ? 1 : 0);
	}

	@Override
	public void lost(String handler, int threads) {
		this.lost.computeIfAbsent(handler, this::lostThreadsGauge).set(threads);
	}

	private AtomicInteger lostThreadsGauge(String handler) {
		AtomicInteger value = new AtomicInteger();
		Gauge.builder("socialhook.handler.lost.threads", value, AtomicInteger::get)
			.description("Threads that a handler still occupies after it was interrupted at its timeout")
			.tag("handler", handler)
			.register(this.registry);
		return value;
	}

	private AtomicInteger gauge(Tags tags) {
		AtomicInteger value = new AtomicInteger();
		Gauge.builder("socialhook.handler.held", value, AtomicInteger::get)
			.description("1 while a handler is held and its deliveries wait")
			.tag("handler", tags.handler())
			.tag("reason", tags.reason().name().toLowerCase(Locale.ROOT))
			.register(this.registry);
		return value;
	}

	private record Tags(String handler, HoldReason reason) {
	}

}
