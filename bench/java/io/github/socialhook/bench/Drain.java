package io.github.socialhook.bench;

import java.time.Duration;

import org.awaitility.Awaitility;

/** How fast a backlog goes away. */
final class Drain {

	private Drain() {
	}

	/** Handled deliveries a second, until none is left of what a node found at its start. */
	static double rate(Node node) {
		// The figures come from another port, which opens a little later.
		Awaitility.await("the first")
			.atMost(Duration.ofMinutes(1))
			.ignoreExceptions()
			.until(() -> node.handled() > 0);
		long from = node.handled();
		long started = System.nanoTime();
		long[] last = { from, started };
		Awaitility.await("the end of the backlog")
			.atMost(Duration.ofMinutes(10))
			.pollInterval(Duration.ofMillis(250))
			.until(() -> {
				long handled = node.handled();
				if (handled == last[0]) {
					return true;
				}
				last[0] = handled;
				last[1] = System.nanoTime();
				return false;
			});
		return (last[0] - from) / ((last[1] - started) / 1e9);
	}

}
