package io.github.socialhook.inbox;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/** Leases to this node what is due in the store. */
final class ClaimWrite implements Write {

	/** How often to look for what no bell announces: leases that ran out. */
	private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

	private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

	private static final long MOST_BYTES = 8 * 1024 * 1024;

	private final int most;

	private final Duration lease;

	private final InstantSource clock;

	private final HandOver handOver;

	private final CompletableFuture<List<Claim>> claims = new CompletableFuture<>();

	private List<Claim> result = List.of();

	ClaimWrite(int most, Duration lease, InstantSource clock, HandOver handOver) {
		this.most = most;
		this.lease = lease;
		this.clock = clock;
		this.handOver = handOver;
	}

	/** Completed with what was claimed; exceptionally if the store failed. */
	CompletableFuture<List<Claim>> claims() {
		return this.claims;
	}

	@Override
	public void apply(Session session) throws SQLException {
		Instant now = this.clock.instant();
		Instant leasedUntil = now.plus(this.lease);
		TaskRows tasks = new TaskRows(session);
		DeliveryRows deliveries = new DeliveryRows(session);
		// Neither what waits for its first attempt nor what waits for another may starve.
		List<Claim> retries = tasks.claimDue(now, leasedUntil, Math.max(1, this.most / 4));
		int room = this.most - retries.size();
		List<Claim> firsts = (room > 0) ? deliveries.claimDue(now, leasedUntil, room, MOST_BYTES) : List.of();
		this.result = new ArrayList<>(retries);
		this.result.addAll(firsts);
		if (firsts.size() < room && bytes(firsts) < MOST_BYTES) {
			this.handOver.storeHasNoneFor(waitFor(tasks.nextDue(), now));
		}
		else {
			this.handOver.storeHasDue();
		}
	}

	private static long bytes(List<Claim> claims) {
		return claims.stream().mapToLong((claim) -> claim.delivery().payload().size()).sum();
	}

	private static Duration waitFor(@Nullable Instant due, Instant now) {
		if (due == null || due.isAfter(now.plus(POLL_INTERVAL))) {
			return POLL_INTERVAL;
		}
		return due.isAfter(now) ? Duration.between(now, due) : SHORTEST_WAIT;
	}

	@Override
	public void committed() {
		this.claims.complete(this.result);
	}

	@Override
	public void failed(Exception cause) {
		this.handOver.storeHasDue();
		this.claims.completeExceptionally(cause);
	}

}
