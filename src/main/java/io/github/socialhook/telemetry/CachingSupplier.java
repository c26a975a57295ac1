package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Spares what is dear to find out: asks again only once the last answer is old, even if
 * that was a failure.
 *
 * @param <T> the type of the answer
 */
final class CachingSupplier<T> implements Supplier<T> {

	private final Supplier<T> source;

	private final Duration freshFor;

	private @Nullable T value;

	private @Nullable RuntimeException failure;

	private long askedNanos;

	CachingSupplier(Supplier<T> source, Duration freshFor) {
		this.source = source;
		this.freshFor = freshFor;
	}

	@Override
	public synchronized T get() {
		boolean never = this.value == null && this.failure == null;
		if (never || System.nanoTime() - this.askedNanos > this.freshFor.toNanos()) {
			ask();
		}
		if (this.failure != null) {
			throw this.failure;
		}
		return Objects.requireNonNull(this.value);
	}

	private void ask() {
		try {
			this.value = this.source.get();
			this.failure = null;
		}
		catch (RuntimeException ex) {
			this.failure = ex;
		}
		this.askedNanos = System.nanoTime();
	}

}
