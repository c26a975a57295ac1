package io.github.socialhook.store.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.socialhook.inbox.Capacity;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.store.write.Write;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/** Leases to this node what is due in the store. */
final class ClaimWrite implements Write {

	/** How often to look for what no wake-up announces: leases that ran out. */
	private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

	/** How long to wait for another node that claims for the same handler. */
	private static final Duration TURN_INTERVAL = Duration.ofMillis(20);

	/** What else is to be written waits no longer for a look that finds nothing. */
	private static final Duration LONGEST_LOOK = Duration.ofMillis(20);

	private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

	/** What else is to be written does not wait until all that is refused is found. */
	private static final int MOST_LEFT_OUT = 3;

	private static final long MOST_BYTES = 8 * 1024 * 1024;

	private final QueueDialect dialect;

	private final Limit limit;

	/** How many to claim at the most: fewer after the database has refused that many. */
	private int most;

	private final long enoughBytes;

	private final Duration lease;

	private final InstantSource clock;

	private final LocalHandoff handoff;

	private final Capacity capacity;

	private final Set<String> waiting = new HashSet<>();

	private final CompletableFuture<List<Claim>> claims = new CompletableFuture<>();

	private final Progress progress;

	private final AtomicReference<ScanPosition> scan;

	private final RefusedClaims refused;

	/** How many were left out because of this. */
	private int leftOut;

	/** Whether something was left out because nothing else may be handled beside it. */
	private boolean isolated;

	private List<Claim> result = List.of();

	/** What was to be leased last. */
	private List<Claim> attempted = List.of();

	/** Where the scan will be once this is committed. */
	private ScanPosition reached;

	ClaimWrite(Limit limit, Duration lease, Capacity capacity, InstantSource clock, LocalHandoff handoff,
			QueueDialect dialect, Progress progress) {
		this.dialect = dialect;
		this.progress = progress;
		this.scan = progress.scan();
		this.refused = progress.refused();
		this.reached = this.scan.get();
		this.limit = limit;
		this.most = limit.most();
		this.enoughBytes = Math.min(limit.bytes(), MOST_BYTES);
		this.lease = lease;
		this.capacity = capacity;
		this.clock = clock;
		this.handoff = handoff;
	}

	/** Completed with what was claimed; exceptionally if the store failed. */
	CompletableFuture<List<Claim>> claims() {
		return this.claims;
	}

	@Override
	public void apply(WriterConnection connection) throws SQLException {
		Instant now = this.clock.instant();
		Instant leasedUntil = now.plus(this.lease);
		this.result = new ArrayList<>();
		this.waiting.clear();
		this.attempted = List.of();
		this.isolated = false;
		TaskQueues queues = new TaskQueues(connection, this.dialect, this::choose);
		Duration wait = claimTasks(queues, now, leasedUntil);
		DeliveryRows deliveries = new DeliveryRows(connection, this.dialect);
		int room = this.most - this.result.size();
		// What was accepted earlier and is being handed over must not be overtaken.
		boolean drained = this.handoff.isDrained();
		long roomForBytes = this.enoughBytes - Claim.bytes(this.result);
		List<Claim> found = new ArrayList<>();
		boolean more = look(deliveries, (scan) -> {
			if (!drained || room <= 0) {
				return deliveries.anyDue(scan, now) ? scan : null;
			}
			found.addAll(deliveries.findDue(scan, now, leasedUntil, room, roomForBytes));
			boolean full = found.size() == room || Claim.bytes(found) >= roomForBytes;
			return full ? scan.stopAt(RowNumber.of(found.getLast().id())) : null;
		}, found);
		// In between: what came before one of them either waits for its handler now, or
		// is seen when they are leased.
		noteWaiting(queues, now);
		this.result.addAll(deliveries.lease(choose(found), now));
		if (found.stream().anyMatch(Claim::isIsolated)) {
			this.handoff.storeHasOnlyWaiting(wait);
		}
		else if (more) {
			this.handoff.storeHasDue();
		}
		else {
			this.handoff.storeHasNoneFor(wait);
		}
	}

	private List<Claim> choose(List<Claim> found) {
		List<Claim> accepted = found.stream().filter((claim) -> !this.refused.contains(claim)).toList();
		this.isolated |= accepted.stream().anyMatch(Claim::isIsolated);
		List<Claim> chosen = IsolatedClaims.leaveOut(accepted);
		if (!chosen.isEmpty()) {
			this.attempted = chosen;
		}
		return chosen;
	}

	/**
	 * Goes through one span after another until there is something, the end or no time
	 * left.
	 * @return whether there may be more that is due
	 */
	private boolean look(DeliveryRows deliveries, Look look, List<Claim> found) throws SQLException {
		this.reached = this.scan.get().begin();
		long began = System.nanoTime();
		while (true) {
			long lookBegan = System.nanoTime();
			ScanPosition stop = look.within(this.reached);
			if (stop != null) {
				this.reached = stop;
				return true;
			}
			if (deliveries.isLast(this.reached)) {
				this.reached = this.reached.restart();
				return false;
			}
			this.reached = this.reached.passSpan(Duration.ofNanos(System.nanoTime() - lookBegan));
			if (!found.isEmpty() || System.nanoTime() - began > LONGEST_LOOK.toNanos()) {
				return true;
			}
		}
	}

	/**
	 * Claims what waits for single handlers, and returns when to look again at the
	 * latest.
	 */
	private Duration claimTasks(TaskQueues queues, Instant now, Instant leasedUntil) throws SQLException {
		// Neither deliveries nor tasks may starve.
		int left = Math.max(1, this.most / 2);
		long bytesLeft = Math.max(1, this.enoughBytes / 2);
		Duration wait = POLL_INTERVAL;
		for (String handler = queues.nextHandler(""); handler != null; handler = queues.nextHandler(handler)) {
			int room = (bytesLeft > 0) ? Math.min(left, this.capacity.roomFor(handler)) : 0;
			if (room <= 0) {
				if (this.most > 1) {
					queues.voidExpired(handler, now);
				}
				continue;
			}
			if (!queues.isOurTurn(handler)) {
				wait = shorter(wait, now.plus(TURN_INTERVAL), now);
				continue;
			}
			List<Claim> claimed = claim(queues, handler, now, leasedUntil, new TaskQueues.Room(room, bytesLeft));
			this.result.addAll(claimed);
			left -= claimed.size();
			bytesLeft -= Claim.bytes(claimed);
			if (claimed.size() < room && bytesLeft > 0) {
				wait = shorter(wait, queues.nextAgain(handler, now), now);
			}
		}
		return (left == 0 || bytesLeft <= 0) ? SHORTEST_WAIT : wait;
	}

	private static List<Claim> claim(TaskQueues queues, String handler, Instant now, Instant leasedUntil,
			TaskQueues.Room room) throws SQLException {
		List<Claim> claims = queues.claimAgain(handler, now, leasedUntil, room.half());
		TaskQueues.Room left = room.without(claims);
		if (left.isLeft()) {
			claims.addAll(queues.claimFirst(handler, now, leasedUntil, left));
		}
		return claims;
	}

	private void noteWaiting(TaskQueues queues, Instant now) throws SQLException {
		for (String handler = queues.nextHandler(""); handler != null; handler = queues.nextHandler(handler)) {
			if (queues.anyFirst(handler, now)) {
				this.waiting.add(handler);
			}
		}
	}

	private static Duration shorter(Duration wait, @Nullable Instant due, Instant now) {
		Duration other = (due != null) ? Duration.between(now, due) : wait;
		return (other.compareTo(wait) < 0) ? other : wait;
	}

	/**
	 * Claims fewer, until the only one that is left is the one that the database refuses.
	 */
	@Override
	public boolean simplify() {
		if (this.most > 1) {
			this.most /= 2;
			return true;
		}
		if (this.attempted.size() != 1 || this.leftOut == MOST_LEFT_OUT
				|| !this.refused.add(this.attempted.getFirst())) {
			return false;
		}
		this.leftOut++;
		this.most = this.limit.most();
		return true;
	}

	@Override
	public void committed() {
		this.refused.removeAll(this.result);
		this.scan.set(this.reached);
		this.progress.isolated().compareAndSet(false, this.isolated);
		this.capacity.looked(this.waiting);
		this.claims.complete(this.result);
	}

	@Override
	public void failed(Exception cause) {
		this.handoff.storeHasDue();
		this.claims.completeExceptionally(cause);
	}

	/** A look at a span of numbers. */
	@FunctionalInterface
	private interface Look {

		/** Returns where to continue if there is more in the span, or null if not. */
		@Nullable ScanPosition within(ScanPosition scan) throws SQLException;

	}

	/**
	 * What claims know from those before them.
	 *
	 * @param scan where to continue
	 * @param refused what to leave out
	 * @param isolated whether something waits that has to be handled alone
	 */
	record Progress(AtomicReference<ScanPosition> scan, RefusedClaims refused, AtomicBoolean isolated) {

		Progress(QueueDialect dialect) {
			this(new AtomicReference<>(dialect.firstScan()), new RefusedClaims(), new AtomicBoolean());
		}

	}

	/**
	 * How much to claim.
	 *
	 * @param most how many claims at the most
	 * @param bytes at how many bytes no more
	 */
	record Limit(int most, long bytes) {

	}

}
