package io.github.socialhook.store.write;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whoever waits is told in the end. */
class DeadlinesTests {

	@Test
	void areKeptAfterOneThatCannotBeCancelled() {
		try (Deadlines deadlines = new Deadlines()) {
			deadlines.start();
			deadlines.set(new Uncancellable(), Duration.ZERO);
			CompletableFuture<String> next = new CompletableFuture<>();
			deadlines.set(next, Duration.ofMillis(100));
			Awaitility.await().until(next::isCancelled);
		}
	}

	private static final class Uncancellable extends CompletableFuture<String> {

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			throw new OutOfMemoryError("as if");
		}

	}

}
