package io.github.socialhook.dispatch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.handler.DeliveryContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What processes have died of is handled alone. A process that dies is one whose store is
 * closed under its running handlers.
 */
@Timeout(300)
@RunsBesideOthers
class IsolatedDispatchTests {

	private static final String EVENT = "channel.didCreate";

	private static final int DEADLY = 0;

	private final List<DispatchFixture> processes = new ArrayList<>();

	private final Queue<String> handled = new ConcurrentLinkedQueue<>();

	private final AtomicInteger begun = new AtomicInteger();

	private final AtomicInteger running = new AtomicInteger();

	/** How many ran when the deadly one ended. */
	private final Queue<Integer> beside = new ConcurrentLinkedQueue<>();

	private final CountDownLatch end = new CountDownLatch(1);

	@TempDir
	private Path folder;

	@BeforeEach
	void startFirst() {
		start();
	}

	@AfterEach
	void closeAll() {
		this.end.countDown();
		this.processes.forEach(DispatchFixture::close);
	}

	private DispatchFixture start() {
		DispatchFixture process = new DispatchFixture(this.folder);
		process.with("deadly", EVENT, DispatchFixture.settings(8), this::block)
			.with("harmless", EVENT, DispatchFixture.settings(8), this::pass);
		this.processes.add(process.start(Duration.ZERO));
		return process;
	}

	private void block(JsonNode event, DeliveryContext delivery) throws InterruptedException {
		if (event.path("data").path("number").asInt() == DEADLY) {
			this.running.incrementAndGet();
			this.begun.incrementAndGet();
			this.end.await();
			this.beside.add(this.running.getAndDecrement());
		}
		else {
			pass(event, delivery);
		}
	}

	private void pass(JsonNode event, DeliveryContext delivery) {
		this.running.incrementAndGet();
		this.handled.add(event.path("data").path("number").asString());
		this.running.decrementAndGet();
	}

	private DispatchFixture process() {
		return this.processes.getLast();
	}

	/** Lets a process die as soon as it has begun with the deadly one again. */
	private void die() {
		int before = this.processes.size();
		DispatchFixture.eventually(() -> assertThat(this.begun).hasValue(before));
		process().inbox.kill();
		this.running.decrementAndGet();
	}

	private void dieOften(int deaths) {
		process().inbox.store(EVENT, "deadly", DEADLY);
		for (int i = 0; i < deaths; i++) {
			die();
			start();
		}
	}

	@Test
	void handlesWhatTwoProcessesHaveDiedOfWithNothingBesideIt() {
		dieOften(2);
		DispatchFixture.eventually(() -> assertThat(this.begun).hasValue(3));
		this.handled.clear();
		for (int i = 1; i <= 40; i++) {
			process().inbox.store(EVENT, "s" + i, i);
		}
		this.end.countDown();
		DispatchFixture.eventually(() -> assertThat(process().inbox.count("HANDLED")).isEqualTo(41));
		assertThat(this.handled).hasSize(80);
		assertThat(this.beside).hasSize(3);
		assertThat(this.begun).hasValue(3);
	}

	@Test
	void beginsNothingBesideIt() {
		dieOften(2);
		DispatchFixture.eventually(() -> assertThat(this.begun).hasValue(3));
		int before = this.handled.size();
		for (int i = 1; i <= 40; i++) {
			process().inbox.store(EVENT, "s" + i, i);
		}
		// Would be handled at once if anything could begin.
		assertThat(this.running).hasValue(1);
		die();
		assertThat(this.handled).hasSize(before);
		start();
		DispatchFixture.eventually(() -> assertThat(this.begun).hasValue(4));
		assertThat(this.handled).hasSize(before);
		this.end.countDown();
		DispatchFixture.eventually(() -> assertThat(process().inbox.count("HANDLED")).isEqualTo(41));
	}

	@Test
	void givesUpWhatOneProcessAfterAnotherHasDiedOf() {
		dieOften(4);
		DispatchFixture.eventually(() -> assertThat(process().inbox.count("DEAD")).isOne());
		assertThat(process().inbox.attempts()).contains("deadly 1 DEAD ProcessDeath")
			.anyMatch((attempt) -> attempt.startsWith("harmless 1 HANDLED"));
		assertThat(this.begun).hasValue(4);
		process().inbox.store(EVENT, "another", 7);
		DispatchFixture.eventually(() -> assertThat(process().inbox.count("HANDLED")).isOne());
	}

}
