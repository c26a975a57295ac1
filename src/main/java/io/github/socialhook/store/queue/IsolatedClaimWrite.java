package io.github.socialhook.store.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import io.github.socialhook.inbox.Capacity;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.store.write.Write;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/**
 * Leases to this node one thing that is to be handled with nothing else beside it. Of
 * several it takes what the fewest processes have died of: an innocent one is cleared
 * before the guilty one comes again.
 */
final class IsolatedClaimWrite implements Write {

	/** How much of what waits for each handler is looked at. */
	private static final TaskQueues.Room ROOM = new TaskQueues.Room(64, 4 * 1024 * 1024);

	private final Duration lease;

	private final Capacity capacity;

	private final InstantSource clock;

	private final QueueDialect dialect;

	private final ClaimWrite.Progress progress;

	private final CompletableFuture<@Nullable Claim> claim = new CompletableFuture<>();

	private @Nullable Claim result;

	/** What was to be leased last. */
	private @Nullable Claim attempted;

	IsolatedClaimWrite(Duration lease, Capacity capacity, InstantSource clock, QueueDialect dialect,
			ClaimWrite.Progress progress) {
		this.lease = lease;
		this.capacity = capacity;
		this.clock = clock;
		this.dialect = dialect;
		this.progress = progress;
	}

	/**
	 * Completed with what was claimed, or null if there is nothing; exceptionally if the
	 * store failed.
	 */
	CompletableFuture<@Nullable Claim> claim() {
		return this.claim;
	}

	@Override
	public void apply(WriterConnection connection) throws SQLException {
		Instant now = this.clock.instant();
		TaskQueues queues = new TaskQueues(connection, this.dialect, UnaryOperator.identity());
		DeliveryRows deliveries = new DeliveryRows(connection, this.dialect);
		this.result = null;
		this.attempted = null;
		for (Claim candidate : candidates(queues, deliveries, now)) {
			this.attempted = candidate;
			List<Claim> one = List.of(candidate);
			List<Claim> leased = (candidate.handler() != null) ? queues.lease(one, now) : deliveries.lease(one, now);
			if (!leased.isEmpty()) {
				this.result = candidate;
				return;
			}
		}
	}

	private List<Claim> candidates(TaskQueues queues, DeliveryRows deliveries, Instant now) throws SQLException {
		Instant until = now.plus(this.lease);
		List<Claim> candidates = new ArrayList<>(IsolatedClaims.only(deliveries.findSuspects(now, until, ROOM)));
		for (String handler = queues.nextHandler(""); handler != null; handler = queues.nextHandler(handler)) {
			if (this.capacity.roomFor(handler) > 0 && queues.isOurTurn(handler)) {
				candidates.addAll(IsolatedClaims.only(queues.findAgain(handler, now, until, ROOM)));
				candidates.addAll(IsolatedClaims.only(queues.findFirst(handler, now, until, ROOM)));
			}
		}
		candidates.removeIf(this.progress.refused()::contains);
		candidates.sort(Comparator.comparingInt(Claim::deaths));
		return candidates;
	}

	/** Leaves out what the database refuses. */
	@Override
	public boolean simplify() {
		return this.attempted != null && this.progress.refused().add(this.attempted);
	}

	@Override
	public void committed() {
		if (this.result != null) {
			// There may be more.
			this.progress.isolated().set(true);
			this.progress.refused().removeAll(List.of(this.result));
		}
		this.claim.complete(this.result);
	}

	@Override
	public void failed(Exception cause) {
		this.claim.completeExceptionally(cause);
	}

}
