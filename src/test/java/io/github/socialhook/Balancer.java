package io.github.socialhook;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/** Asks nodes now and then whether they are ready, as a load balancer does. */
final class Balancer implements AutoCloseable {

	private static final String QUESTION = "GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\n"
			+ "Connection: close\r\n\r\n";

	private final Fleet fleet;

	private final ScheduledExecutorService rounds = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("balancer").factory());

	private volatile List<Integer> ports = List.of();

	Balancer(Fleet fleet) {
		this.fleet = fleet;
		this.rounds.scheduleWithFixedDelay(this::ask, 0, 100, TimeUnit.MILLISECONDS);
	}

	/** Where the nodes are that were ready when they were asked last. */
	List<Integer> ports() {
		return this.ports;
	}

	void awaitAll() {
		Awaitility.await().until(() -> this.ports.size() == this.fleet.size());
	}

	private void ask() {
		List<Integer> ready = new ArrayList<>();
		for (int i = 0; i < this.fleet.size(); i++) {
			OptionalInt port = this.fleet.node(i).port();
			OptionalInt operations = this.fleet.node(i).operationsPort();
			if (port.isPresent() && operations.isPresent() && isReady(operations.getAsInt())) {
				ready.add(port.getAsInt());
			}
		}
		this.ports = List.copyOf(ready);
	}

	private static boolean isReady(int port) {
		try (Wire wire = new Wire(port)) {
			return wire.send(QUESTION).answer().status() == 200;
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	@Override
	public void close() {
		this.rounds.shutdownNow();
	}

}
