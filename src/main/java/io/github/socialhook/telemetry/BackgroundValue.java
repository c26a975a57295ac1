package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The last value of something that may take long to find out, or fail. Whoever asks for
 * it starts to find it out again if it is old, waits a moment for that, and gets the last
 * value otherwise.
 *
 * @param <T> the type of the value
 */
final class BackgroundValue<T> {

	private static final Log logger = LogFactory.getLog(BackgroundValue.class);

	private final Supplier<T> source;

	private final Duration freshFor;

	private final Duration timeout;

	private @Nullable CompletableFuture<Void> asking;

	private volatile @Nullable Known<T> last;

	BackgroundValue(Supplier<T> source, Duration freshFor, Duration timeout) {
		this.source = source;
		this.freshFor = freshFor;
		this.timeout = timeout;
	}

	/** Returns the last value, or null if none is known yet. */
	@Nullable T get() {
		Known<T> known = this.last;
		if (known == null || known.age().compareTo(this.freshFor) > 0) {
			await(ask());
			known = this.last;
		}
		return (known != null) ? known.value() : null;
	}

	/** Returns how old the last value is, or null if none is known yet. */
	@Nullable Duration age() {
		Known<T> known = this.last;
		return (known != null) ? known.age() : null;
	}

	/** Asks, unless an earlier question is still open. */
	private synchronized CompletableFuture<Void> ask() {
		CompletableFuture<Void> open = this.asking;
		if (open == null || open.isDone()) {
			CompletableFuture<Void> answered = new CompletableFuture<>();
			Thread.ofVirtual().name("socialhook-figures").start(() -> answer(answered));
			this.asking = answered;
			return answered;
		}
		return open;
	}

	private void answer(CompletableFuture<Void> answered) {
		try {
			this.last = new Known<>(this.source.get(), System.nanoTime());
		}
		catch (RuntimeException | Error ex) {
			logger.debug("The figures of the inbox could not be read", ex);
		}
		finally {
			answered.complete(null);
		}
	}

	private void await(CompletableFuture<Void> answer) {
		try {
			answer.get(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("The figures of the inbox take a long time to read", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private record Known<T>(T value, long nanos) {

		private Duration age() {
			return Duration.ofNanos(System.nanoTime() - this.nanos);
		}

	}

}
