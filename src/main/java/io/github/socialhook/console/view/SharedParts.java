package io.github.socialhook.console.view;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Parts of pages, each made once for all who look at it at the same moment. */
public final class SharedParts {

	/** They say how long ago something was. */
	private static final Duration TIME_TO_LIVE = Duration.ofSeconds(1);

	private final LongSupplier changes;

	private final LongSupplier nanos;

	private final Map<String, Slot> slots = new ConcurrentHashMap<>();

	/**
	 * Creates an empty set of parts.
	 * @param changes how many changes were seen so far; what was made before the last of
	 * them is not shown again
	 */
	public SharedParts(LongSupplier changes) {
		this(changes, System::nanoTime);
	}

	SharedParts(LongSupplier changes, LongSupplier nanos) {
		this.changes = changes;
		this.nanos = nanos;
	}

	/**
	 * Returns a part, which is at most a second old.
	 * @param name one of a small number of names
	 * @param maker makes the part; it is kept if it is {@linkplain Page#shared() shared}
	 * @return the part
	 */
	public Page get(String name, Supplier<Page> maker) {
		return this.slots.computeIfAbsent(name, (key) -> new Slot()).get(maker);
	}

	private final class Slot {

		private final Lock lock = new ReentrantLock();

		private @Nullable Page page;

		private long madeAfter;

		private long madeAt;

		/** Who comes while it is being made waits for it. */
		private Page get(Supplier<Page> maker) {
			this.lock.lock();
			try {
				Page known = this.page;
				long changes = SharedParts.this.changes.getAsLong();
				if (known != null && this.madeAfter == changes
						&& SharedParts.this.nanos.getAsLong() - this.madeAt < TIME_TO_LIVE.toNanos()) {
					return known;
				}
				Page made = maker.get();
				this.madeAfter = changes;
				this.madeAt = SharedParts.this.nanos.getAsLong();
				this.page = made.isShared() ? made : null;
				return made;
			}
			finally {
				this.lock.unlock();
			}
		}

	}

}
