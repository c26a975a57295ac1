package io.github.socialhook.store.queue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Capacity;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.WorkQueue;
import io.github.socialhook.store.write.GroupWriter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** The face of the store that the dispatcher sees. */
public final class JdbcWorkQueue implements WorkQueue {

	private static final Log logger = LogFactory.getLog(JdbcWorkQueue.class);

	/** What arrives meanwhile waits for them. */
	private static final int MOST_AT_ONCE = 128;

	private static final Duration BACK_OFF = Duration.ofSeconds(1);

	private final GroupWriter writer;

	private final GroupWriter successes;

	private final LocalHandoff handoff;

	private final InstantSource clock;

	private final QueueDialect dialect;

	private final SettleKinds kinds;

	private final ClaimWrite.Progress progress;

	/** What simply went well may be written by another writer than all the rest. */
	public JdbcWorkQueue(GroupWriter writer, GroupWriter successes, LocalHandoff handoff, QueueDialect dialect,
			InstantSource clock) {
		this.dialect = dialect;
		this.kinds = new SettleKinds(dialect);
		this.progress = new ClaimWrite.Progress(dialect);
		this.writer = writer;
		this.successes = successes;
		this.handoff = handoff;
		this.clock = clock;
	}

	@Override
	public void open(Duration lease, Capacity capacity) {
		this.handoff.open(lease, capacity);
	}

	@Override
	public void wakeUp() {
		this.handoff.requestLook();
	}

	@Override
	public void close() {
		for (Claim claim : this.handoff.close()) {
			settle(new Settlement.Released(claim), (state) -> {
			});
		}
	}

	@Override
	public List<Claim> take(int most, long enoughBytes, Duration timeout) throws InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		do {
			List<Claim> claims = takeNow(most, enoughBytes);
			if (!claims.isEmpty()) {
				return claims;
			}
		}
		while (!hasIsolated() && this.handoff.await(deadline));
		return List.of();
	}

	@Override
	public boolean hasIsolated() {
		return this.progress.isolated().get();
	}

	@Override
	public @Nullable Claim takeIsolated() throws InterruptedException {
		// Before the look: what is found meanwhile is looked for again.
		this.progress.isolated().set(false);
		Duration lease = this.handoff.lease();
		if (lease == null) {
			return null;
		}
		IsolatedClaimWrite write = new IsolatedClaimWrite(lease, this.handoff.capacity(), this.clock, this.dialect,
				this.progress);
		this.writer.add(write);
		try {
			return write.claim().get();
		}
		catch (ExecutionException ex) {
			logger.debug("Nothing could be claimed alone", ex);
			return null;
		}
	}

	private List<Claim> takeNow(int most, long enoughBytes) throws InterruptedException {
		if (!this.handoff.isTimeToLook()) {
			return this.handoff.poll(most, enoughBytes);
		}
		this.handoff.beginLook();
		// However much is handed over, the store gets its turn.
		List<Claim> handedOver = this.handoff.poll(most / 2, enoughBytes / 2);
		List<Claim> claims = inOrder(handedOver,
				claim(most - handedOver.size(), enoughBytes - Claim.bytes(handedOver)));
		return claims.isEmpty() ? this.handoff.poll(most, enoughBytes) : claims;
	}

	/**
	 * What waited for one handler was accepted before what is handed over; whole
	 * deliveries are claimed only once everything is handed over, so they come last.
	 */
	private static List<Claim> inOrder(List<Claim> handedOver, List<Claim> claimed) {
		List<Claim> claims = new ArrayList<>(claimed.stream().filter((claim) -> claim.handler() != null).toList());
		claims.addAll(handedOver);
		claimed.stream().filter((claim) -> claim.handler() == null).forEach(claims::add);
		return claims;
	}

	private List<Claim> claim(int most, long enoughBytes) throws InterruptedException {
		Duration lease = this.handoff.lease();
		if (lease == null) {
			return List.of();
		}
		ClaimWrite write = new ClaimWrite(new ClaimWrite.Limit(Math.min(most, MOST_AT_ONCE), enoughBytes), lease,
				this.handoff.capacity(), this.clock, this.handoff, this.dialect, this.progress);
		this.writer.add(write);
		try {
			return write.claims().get();
		}
		catch (ExecutionException ex) {
			logger.debug("Claiming deliveries failed", ex);
			this.handoff.lookNotBefore(BACK_OFF);
			return List.of();
		}
	}

	@Override
	public void settle(Settlement settlement, Consumer<@Nullable DeliveryState> done) {
		SettleWrite write = new SettleWrite(settlement, this.clock, this.handoff, this.kinds, done);
		(write.isPlainSuccess() ? this.successes : this.writer).add(write);
	}

}
