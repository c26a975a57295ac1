package io.github.socialhook.telemetry;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Spares what is dear to find out: asks again only once the last answer is old.
 *
 * @param <T> the type of the answer
 */
final class Cached<T> implements Supplier<T> {

	private final Supplier<T> source;

	private final Duration freshFor;

	private @Nullable T value;

	private long askedNanos;

	Cached(Supplier<T> source, Duration freshFor) {
		this.source = source;
		this.freshFor = freshFor;
	}

	@Override
	public synchronized T get() {
		T current = this.value;
		if (current == null || System.nanoTime() - this.askedNanos > this.freshFor.toNanos()) {
			current = this.source.get();
			this.value = current;
			this.askedNanos = System.nanoTime();
		}
		return current;
	}

}
