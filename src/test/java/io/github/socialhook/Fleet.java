package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.github.socialhook.NodeStore.Unsettled;
import org.awaitility.Awaitility;

/** All nodes over one store, and the diary of all their handlers. */
final class Fleet implements AutoCloseable {

	private static final Duration POLL = Duration.ofMillis(10);

	private final NodeStore store;

	private final Path diary;

	private final List<Node> nodes = new ArrayList<>();

	Fleet(NodeStore store, Path folder, String... arguments) throws IOException {
		this.store = store;
		this.diary = folder.resolve("diary");
		for (int i = 0; i < store.nodes(); i++) {
			this.nodes.add(new Node((char) ('A' + i) + ".", folder, this.diary, store.url(i), arguments));
		}
	}

	NodeStore store() {
		return this.store;
	}

	Path diary() {
		return this.diary;
	}

	Node node(int index) {
		return this.nodes.get(index);
	}

	int size() {
		return this.nodes.size();
	}

	Stream<Node> stream() {
		return this.nodes.stream();
	}

	/** Where requests are taken at the moment. */
	List<Integer> ports() {
		return this.nodes.stream()
			.map(Node::port)
			.filter((port) -> port.isPresent())
			.map((port) -> port.getAsInt())
			.toList();
	}

	void startAll() throws IOException {
		for (Node node : this.nodes) {
			node.start();
		}
		awaitAll();
	}

	void awaitAll() {
		for (Node node : this.nodes) {
			Awaitility.await().pollInterval(POLL).until(() -> node.isStarted() || !node.isAlive());
			if (!node.isStarted()) {
				throw new AssertionError("It did not start: " + node.text());
			}
		}
	}

	void kill(Node node) throws IOException, InterruptedException {
		node.kill();
		Chronicle.noteDeath(this.diary, node.process());
	}

	/**
	 * Kills a node in the middle of its work: when it takes requests, and some more were
	 * acknowledged.
	 */
	void killAtWork(Node node, Callers callers, Random random) throws IOException, InterruptedException {
		Awaitility.await().pollInterval(POLL).until(() -> node.port().isPresent());
		int enough = callers.acknowledged.size() + 1 + random.nextInt(300);
		Awaitility.await().pollInterval(POLL).until(() -> callers.acknowledged.size() >= enough || callers.areDone());
		kill(node);
	}

	/**
	 * Kills a node at any time, most likely while it starts.
	 * @return whether it was at work
	 */
	boolean killAtAnyTime(Node node, Random random) throws IOException, InterruptedException {
		long end = System.nanoTime() + Duration.ofMillis(random.nextInt(2500)).toNanos();
		Awaitility.await().pollInterval(POLL).until(() -> System.nanoTime() - end > 0);
		boolean wasUp = node.port().isPresent();
		kill(node);
		return wasUp;
	}

	/**
	 * Waits until all that was acknowledged is in the store and nothing is to be done, as
	 * long as there is less to do from time to time.
	 */
	void awaitAllSettled(Callers callers) throws SQLException {
		this.store.setRunning(true);
		awaitAllSettled();
		Awaitility.await().until(() -> this.store.bodies().keySet().containsAll(callers.acknowledged));
		// What was moved out of a spill since.
		awaitAllSettled();
		this.store.setRunning(false);
	}

	/** Waits until nothing is to be done, as long as there is less from time to time. */
	void awaitAllSettled() throws SQLException {
		Unsettled left = this.store.unsettled();
		while (!left.isEmpty()) {
			Unsettled before = left;
			left = Awaitility.await("fewer unsettled than " + before)
				.pollInterval(Duration.ofMillis(250))
				.until(this.store::unsettled, (now) -> now.size() < before.size());
		}
	}

	void stopAll() throws InterruptedException {
		for (Node node : this.nodes) {
			node.stop();
		}
	}

	@Override
	public void close() {
		this.nodes.forEach(Node::close);
	}

}
