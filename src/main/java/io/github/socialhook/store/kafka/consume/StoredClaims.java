package io.github.socialhook.store.kafka.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.WorkQueue;
import org.jspecify.annotations.Nullable;

/**
 * Claims from the database on a thread of its own, so that the log goes on while the
 * database does not answer.
 */
final class StoredClaims {

	private static final Duration LOOK = Duration.ofSeconds(1);

	private final WorkQueue database;

	private final Runnable onLooked;

	private final ExecutorService thread = Executors
		.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("socialhook-stored-claims").factory());

	private final List<Claim> found = new ArrayList<>();

	private @Nullable Throwable failure;

	private boolean looking;

	private boolean closed = true;

	/**
	 * Creates it, closed.
	 * @param onLooked is run after each look into the database
	 */
	StoredClaims(WorkQueue database, Runnable onLooked) {
		this.database = database;
		this.onLooked = onLooked;
	}

	synchronized void open() {
		this.closed = false;
	}

	/**
	 * Returns what was found since, and begins to look again. Called once all that was
	 * returned before has its place.
	 */
	synchronized List<Claim> take(int most, long enoughBytes) {
		Throwable thrown = this.failure;
		if (thrown != null) {
			this.failure = null;
			throw new IllegalStateException("Claiming from the database failed", thrown);
		}
		List<Claim> taken = List.copyOf(this.found);
		this.found.clear();
		if (!this.looking && !this.closed) {
			this.looking = true;
			this.thread.execute(() -> look(most, enoughBytes));
		}
		return taken;
	}

	private void look(int most, long enoughBytes) {
		try {
			looked(this.database.take(most, enoughBytes, LOOK), null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			looked(List.of(), null);
		}
		catch (Throwable ex) {
			looked(List.of(), ex);
		}
		this.onLooked.run();
	}

	private void looked(List<Claim> claims, @Nullable Throwable thrown) {
		synchronized (this) {
			this.looking = false;
			this.failure = thrown;
			if (!this.closed) {
				this.found.addAll(claims);
				return;
			}
		}
		release(claims);
	}

	/** Releases what was found and not returned. */
	void close() {
		List<Claim> left;
		synchronized (this) {
			this.closed = true;
			left = List.copyOf(this.found);
			this.found.clear();
		}
		release(left);
	}

	private void release(List<Claim> claims) {
		claims.forEach((claim) -> this.database.settle(new Settlement.Released(claim), (state) -> {
		}));
	}

	/** Ends the thread. */
	void stop() {
		this.thread.shutdownNow();
	}

}
