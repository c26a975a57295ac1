package io.github.socialhook.store.write;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is thrown, the threads that others rely on live on. */
class BackgroundFaultTests {

	@Test
	void taskGoesOnWhateverItAndItsListenerThrow() {
		AtomicInteger runs = new AtomicInteger();
		try (BackgroundTask task = new BackgroundTask("task", () -> {
			runs.incrementAndGet();
			throw new NoClassDefFoundError("a jar that was overwritten");
		}, new FixedBackOff(1, FixedBackOff.UNLIMITED_ATTEMPTS), (failure) -> {
			throw new OutOfMemoryError("no heap for the log");
		})) {
			task.start();
			Awaitility.await().until(() -> runs.get() > 3);
		}
	}

	@Test
	void taskDoesNotReportWhatItsStopInterrupts() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		AtomicInteger interrupted = new AtomicInteger();
		AtomicInteger reported = new AtomicInteger();
		try (BackgroundTask task = new BackgroundTask("task", () -> {
			begun.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.incrementAndGet();
				throw ex;
			}
			return Duration.ZERO;
		}, new FixedBackOff(1, FixedBackOff.UNLIMITED_ATTEMPTS), (failure) -> reported.incrementAndGet())) {
			task.start();
			begun.await();
		}
		assertThat(interrupted).hasValue(1);
		assertThat(reported).hasValue(0);
	}

	@Test
	void deadlinesAreKeptAfterOneThatFails() {
		try (Deadlines deadlines = new Deadlines()) {
			deadlines.start();
			deadlines.set(new Poisoned(), Duration.ZERO);
			CompletableFuture<String> next = new CompletableFuture<>();
			deadlines.set(next, Duration.ofMillis(1));
			Awaitility.await().until(next::isCancelled);
			CompletableFuture<String> later = new CompletableFuture<>();
			deadlines.set(later, Duration.ofMillis(1));
			Awaitility.await().until(later::isCancelled);
			assertThat(next).isCancelled();
		}
	}

	/** Throws when it is cancelled for the first time. */
	private static final class Poisoned extends CompletableFuture<String> {

		private boolean thrown;

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			if (!this.thrown) {
				this.thrown = true;
				throw new OutOfMemoryError("no heap for what follows");
			}
			return super.cancel(mayInterruptIfRunning);
		}

	}

}
