package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Caches the result of an expensive supplier for a while, failures included.
 *
 * @param <T> the type of the result
 */
final class CachingSupplier<T> implements Supplier<T> {

	private final Supplier<T> source;

	private final Duration timeToLive;

	private @Nullable T value;

	private @Nullable RuntimeException failure;

	private long loadedNanos;

	CachingSupplier(Supplier<T> source, Duration timeToLive) {
		this.source = source;
		this.timeToLive = timeToLive;
	}

	@Override
	public synchronized T get() {
		boolean empty = this.value == null && this.failure == null;
		if (empty || System.nanoTime() - this.loadedNanos > this.timeToLive.toNanos()) {
			load();
		}
		if (this.failure != null) {
			throw this.failure;
		}
		return Objects.requireNonNull(this.value);
	}

	private void load() {
		try {
			this.value = this.source.get();
			this.failure = null;
		}
		catch (RuntimeException ex) {
			this.failure = ex;
		}
		this.loadedNanos = System.nanoTime();
	}

}
