package io.github.socialhook.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Capacity;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.WorkQueue;
import io.github.socialhook.store.kafka.LogPosition;
import org.jspecify.annotations.Nullable;

/**
 * Hands over as one claim what a log hands over to each handler by itself, in the order
 * of acceptance, so that what is said of databases can be said of a log.
 */
final class JoinedClaims implements WorkQueue {

	/** Until when the log lends what it hands over. */
	private static final Instant FAR = Instant.ofEpochMilli(Long.MAX_VALUE);

	private static final Duration LOOK = Duration.ofMillis(20);

	private final WorkQueue log;

	private final LogTopicFixture topic;

	/** What has come of the log and is not settled, by the handler. */
	private final Map<DeliveryId, Map<String, Claim>> single = new HashMap<>();

	private final Set<DeliveryId> handedOver = new HashSet<>();

	private boolean open;

	JoinedClaims(WorkQueue log, LogTopicFixture topic) {
		this.log = log;
		this.topic = topic;
	}

	boolean isOpen() {
		return this.open;
	}

	@Override
	public void open(Duration lease, Capacity capacity) {
		if (!this.open) {
			this.open = true;
			this.log.open(lease, capacity);
		}
	}

	@Override
	public void wakeUp() {
		this.log.wakeUp();
	}

	@Override
	public void close() {
		this.log.close();
	}

	@Override
	public List<Claim> take(int most, long enoughBytes, Duration timeout) throws InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		List<Claim> taken = new ArrayList<>();
		do {
			for (Claim claim : this.log.take(most, enoughBytes, LOOK)) {
				if (claim.leasedUntil().equals(FAR)) {
					String handler = (claim.handler() != null) ? claim.handler() : this.topic.firstHandler();
					this.single.computeIfAbsent(claim.id(), (id) -> new HashMap<>()).put(handler, claim);
				}
				else {
					taken.add(claim);
				}
			}
			addComplete(taken, most);
		}
		while (taken.isEmpty() && System.nanoTime() - deadline < 0);
		return taken;
	}

	private void addComplete(List<Claim> taken, int most) {
		for (LogPosition position : this.topic.written()) {
			Set<String> waiting = this.topic.waitingFor(position);
			if (waiting.isEmpty() || this.handedOver.contains(position.id())) {
				continue;
			}
			Map<String, Claim> claims = this.single.getOrDefault(position.id(), Map.of());
			if (taken.size() >= most || !claims.keySet().containsAll(waiting)) {
				return;
			}
			this.handedOver.add(position.id());
			Claim any = claims.values().iterator().next();
			taken.add(this.topic.isBegun(position) ? any : new Claim(any.id(), any.delivery(), null, any.attempts(),
					any.fence(), any.leasedUntil(), any.deaths()));
		}
	}

	@Override
	public boolean hasIsolated() {
		return this.log.hasIsolated();
	}

	@Override
	public @Nullable Claim takeIsolated() throws InterruptedException {
		return this.log.takeIsolated();
	}

	@Override
	public void settle(Settlement settlement, Consumer<@Nullable DeliveryState> done) {
		Claim claim = settlement.claim();
		if (!claim.leasedUntil().equals(FAR)) {
			this.log.settle(settlement, done);
			return;
		}
		List<Settlement> parts = partsOf(settlement, this.single.getOrDefault(claim.id(), Map.of()));
		List<CompletableFuture<@Nullable DeliveryState>> states = parts.stream().map(this::settle).toList();
		CompletableFuture.allOf(states.toArray(CompletableFuture[]::new))
			.thenRun(() -> done.accept(overall(claim.id(), states)));
	}

	/** The last that was stored says what became of all; what went well says nothing. */
	private @Nullable DeliveryState overall(DeliveryId id, List<CompletableFuture<@Nullable DeliveryState>> states) {
		boolean waits = !this.topic.waitingFor(LogPosition.find(id).orElseThrow()).isEmpty();
		DeliveryState overall = waits ? DeliveryState.PENDING : null;
		for (CompletableFuture<@Nullable DeliveryState> each : states) {
			DeliveryState state = each.join();
			if (state == null) {
				return null;
			}
			boolean stored = state != DeliveryState.HANDLED && state != DeliveryState.UNHANDLED;
			if (!waits && (overall == null || stored || overall == DeliveryState.UNHANDLED)) {
				overall = state;
			}
		}
		return overall;
	}

	private CompletableFuture<@Nullable DeliveryState> settle(Settlement part) {
		Claim claim = part.claim();
		String handler = (claim.handler() != null) ? claim.handler() : this.topic.firstHandler();
		boolean over = part instanceof Settlement.Attempted || part instanceof Settlement.Unhandled
				|| part instanceof Settlement.Unreadable || part instanceof Settlement.Postponed;
		this.single.getOrDefault(claim.id(), new HashMap<>()).remove(handler);
		if (!over) {
			this.handedOver.remove(claim.id());
		}
		CompletableFuture<@Nullable DeliveryState> state = new CompletableFuture<>();
		this.log.settle(part, (settled) -> {
			if (over && settled != null) {
				this.topic.finished(claim.id(), handler);
			}
			state.complete(settled);
		});
		return state;
	}

	/** What is to be said of each of the claims. */
	private static List<Settlement> partsOf(Settlement settlement, Map<String, Claim> claims) {
		String handler = settlement.claim().handler();
		List<Claim> meant = (handler != null) ? List.of(claims.get(handler)) : List.copyOf(claims.values());
		List<Settlement> parts = new ArrayList<>();
		for (Claim each : meant) {
			Settlement part = switch (settlement) {
				case Settlement.Attempted attempted -> attempted(attempted, each);
				case Settlement.Unhandled unhandled -> new Settlement.Unhandled(each);
				case Settlement.Unreadable unreadable -> new Settlement.Unreadable(each, unreadable.failure());
				case Settlement.Released released -> new Settlement.Released(each);
				case Settlement.Interrupted interrupted -> new Settlement.Interrupted(each);
				case Settlement.Separated separated -> new Settlement.Released(each);
				case Settlement.Postponed postponed -> new Settlement.Postponed(each, postponed.until());
			};
			if (part != null) {
				parts.add(part);
			}
		}
		return parts;
	}

	/** A handler that is not spoken of does not take it, and has passed it. */
	private static @Nullable Settlement attempted(Settlement.Attempted attempted, Claim claim) {
		if (attempted.running().contains(String.valueOf(claim.handler()))) {
			return null;
		}
		for (Attempt attempt : attempted.attempts()) {
			if (attempt.handler().equals(claim.handler())) {
				return new Settlement.Attempted(claim, List.of(attempt), Set.of());
			}
		}
		return new Settlement.Unhandled(claim);
	}

}
