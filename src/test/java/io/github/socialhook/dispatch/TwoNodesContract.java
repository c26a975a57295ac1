package io.github.socialhook.dispatch;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Two dispatchers over one store. */
abstract class TwoNodesContract {

	static final String EVENT = "channel.didCreate";

	private static final int EVENTS = 60;

	private final Queue<Integer> quick = new ConcurrentLinkedQueue<>();

	private final Queue<Integer> slow = new ConcurrentLinkedQueue<>();

	private final CountDownLatch gate = new CountDownLatch(1);

	List<DispatchFixture> nodes;

	/** Opens a node with handlers. */
	abstract DispatchFixture open(Consumer<DispatchFixture> handlers) throws Exception;

	/** Stores an event by way of a node. */
	abstract void store(DispatchFixture node, String subject, int number);

	/** Closes the nodes, and what they were opened with. */
	abstract void closeAll();

	@BeforeEach
	void startNodes() throws Exception {
		this.nodes = List.of(open(this::handle), open(this::handle));
	}

	private void handle(DispatchFixture node) {
		node.with("slow", EVENT, DispatchFixture.settings(2), (event, delivery) -> {
			this.gate.await();
			this.slow.add(event.path("data").path("number").asInt());
		})
			.with("quick", EVENT, DispatchFixture.settings(2),
					(event, delivery) -> this.quick.add(event.path("data").path("number").asInt()));
	}

	@AfterEach
	void stopNodes() {
		this.gate.countDown();
		closeAll();
	}

	/** To one node and the other in turn, so that each subject is known to both. */
	private void storeAll() {
		for (int i = 0; i < EVENTS; i++) {
			store(this.nodes.get(i % 2), "s" + i / 3, i);
		}
	}

	@Test
	void keepASlowHandlerFromHoldingUpAnotherOnEither() {
		storeAll();
		DispatchFixture.eventually(() -> assertThat(this.quick).hasSize(EVENTS).doesNotHaveDuplicates());
		assertThat(this.slow).isEmpty();
		this.gate.countDown();
		DispatchFixture.eventually(() -> assertThat(this.slow).hasSize(EVENTS).doesNotHaveDuplicates());
		requireOrder(this.quick);
		requireOrder(this.slow);
		DispatchFixture.eventually(() -> assertThat(this.nodes.getFirst().inbox.count("HANDLED")).isEqualTo(EVENTS));
	}

	private static void requireOrder(Queue<Integer> handled) {
		for (int subject = 0; subject < EVENTS / 3; subject++) {
			int wanted = subject;
			assertThat(handled.stream().filter((number) -> number / 3 == wanted)).isSorted();
		}
	}

	@Test
	void heedAPauseOnBoth() {
		this.gate.countDown();
		assertThat(this.nodes.getFirst().directory.pause("slow")).isTrue();
		DispatchFixture.eventually(() -> assertThat(this.nodes)
			.allSatisfy((node) -> assertThat(node.directory.statusOf("slow").orElseThrow().pausedSince()).isNotNull()));
		storeAll();
		DispatchFixture.eventually(() -> assertThat(this.quick).hasSize(EVENTS));
		assertThat(this.slow).isEmpty();
		assertThat(this.nodes.getLast().directory.resume("slow")).isTrue();
		DispatchFixture.eventually(() -> assertThat(this.slow).hasSize(EVENTS).doesNotHaveDuplicates());
		requireOrder(this.slow);
	}

}
