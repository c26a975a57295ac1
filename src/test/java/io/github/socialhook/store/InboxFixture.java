package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import javax.sql.DataSource;

import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.inbox.Pauses;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.Replayer;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.inbox.WorkQueue;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.ledger.JdbcLedger;
import io.github.socialhook.store.queue.JdbcInbox;
import io.github.socialhook.store.queue.JdbcPauses;
import io.github.socialhook.store.queue.JdbcWorkQueue;
import io.github.socialhook.store.queue.LeaseRecovery;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.queue.StoreFile;
import io.github.socialhook.store.queue.WakeUpListener;
import io.github.socialhook.store.replay.BodySource;
import io.github.socialhook.store.replay.JdbcReplayer;
import io.github.socialhook.store.replay.ReplayWorker;
import io.github.socialhook.store.write.GroupWriter;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** One process's inbox over a store, with a clock to move and words for tests. */
final class InboxFixture implements AutoCloseable {

	static final Duration LEASE = Duration.ofSeconds(90);

	final MutableClock clock;

	private final DataSource dataSource;

	final QueueDialect dialect;

	final Store store;

	final GroupWriter writer;

	final @Nullable StoreFile storeFile;

	private final GroupWriter successes;

	final LocalHandoff handoff = new LocalHandoff();

	Inbox inbox;

	WorkQueue queue;

	Ledger ledger;

	final Pauses pauses;

	Replayer replayer;

	final ReplayWorker replays;

	private InboxFixture(DataSource dataSource, String url, MutableClock clock, JdbcInbox.Limits limits) {
		this.clock = clock;
		this.dataSource = dataSource;
		this.dialect = Dialects.of(url);
		this.store = Store.open(dataSource, url, this.dialect, new LeaseRecovery(this.dialect, clock));
		this.writer = new GroupWriter(this.store, "writer", this.clock);
		this.writer.start();
		this.storeFile = this.dialect.storeFile(dataSource, this.writer, clock);
		if (this.storeFile != null) {
			this.storeFile.start();
		}
		this.successes = this.store.isRemote() ? new GroupWriter(this.store, "success-writer", this.clock)
				: this.writer;
		if (this.successes != this.writer) {
			this.successes.start();
		}
		this.inbox = new JdbcInbox(this.writer, this.handoff, this.dialect, limits, clock);
		this.queue = new JdbcWorkQueue(this.writer, this.successes, this.handoff, this.dialect, clock);
		this.ledger = new JdbcLedger(this.store.reader(), this.dialect, clock);
		this.pauses = new JdbcPauses(this.writer, this.store.reader(), clock);
		this.replays = new ReplayWorker(this.store.reader(), this.writer, this.handoff, this.dialect, this::prepare,
				clock);
		this.replayer = new JdbcReplayer(this.writer, this.handoff, this.dialect, this.store.reader(), this.replays,
				this::prepare, clock);
	}

	/** What moves bodies to the database before they are replayed. */
	BodySource bodies = BodySource.COMPLETE;

	private Runnable upToDate = () -> {
	};

	/** Ends what is in front of the database. */
	private Runnable front = () -> {
	};

	private List<DeliveryId> prepare(List<DeliveryId> ids, @Nullable String handler, boolean includeHandled) {
		return this.bodies.prepare(ids, handler, includeHandled);
	}

	static InboxFixture open(DataSource dataSource, String url, MutableClock clock) {
		return open(dataSource, url, clock, DedupeWindows.all(Duration.ofMinutes(10)));
	}

	static InboxFixture open(DataSource dataSource, String url, MutableClock clock, DedupeWindows windows) {
		return open(dataSource, url, clock, windows, Timeouts.GENEROUS);
	}

	static InboxFixture open(DataSource dataSource, String url, MutableClock clock, DedupeWindows windows,
			Duration acceptTimeout) {
		return new InboxFixture(dataSource, url, clock, new JdbcInbox.Limits(windows, acceptTimeout));
	}

	/** Puts a log in front of the database. */
	InboxFixture behind(LogEngine log) {
		this.inbox = log.inbox();
		this.queue = log.queue();
		this.ledger = log.ledger();
		this.replayer = log.replayer();
		this.upToDate = log::awaitIndex;
		this.front = log::close;
		return this;
	}

	/** Waits until the database knows what has happened. */
	void awaitUpToDate() {
		this.upToDate.run();
	}

	InboxFixture dispatching() {
		this.queue.open(LEASE);
		return this;
	}

	Delivery delivery(String body) {
		return new Delivery(EndpointName.DEFAULT, new EventName("channel.didCreate"), new Subject("channel", "c1"),
				Payload.of(body.getBytes(StandardCharsets.UTF_8)), this.clock.instant());
	}

	DeliveryId store(String body) {
		Receipt receipt = this.inbox.put(delivery(body));
		assertThat(receipt).isInstanceOf(Receipt.Stored.class);
		return ((Receipt.Stored) receipt).id();
	}

	/** Takes until there are so many, or time is up. */
	List<Claim> take(int number) throws InterruptedException {
		List<Claim> claims = new ArrayList<>();
		long deadline = System.nanoTime() + Timeouts.GENEROUS.toNanos();
		while (claims.size() < number && System.nanoTime() - deadline < 0) {
			claims.addAll(this.queue.take(number - claims.size(), Duration.ofMillis(100)));
		}
		assertThat(claims).hasSize(number);
		return claims;
	}

	/** Looks through the store at once, so that whatever could come would come. */
	List<Claim> takeNothing() throws InterruptedException {
		this.queue.wakeUp();
		return this.queue.take(10, Duration.ofMillis(100));
	}

	@Nullable DeliveryState settle(Settlement settlement) {
		CompletableFuture<@Nullable DeliveryState> state = new CompletableFuture<>();
		this.queue.settle(settlement, state::complete);
		return state.orTimeout(Timeouts.GENEROUS.toSeconds(), java.util.concurrent.TimeUnit.SECONDS).join();
	}

	@Nullable DeliveryState settle(Claim claim, Attempt... attempts) {
		return settle(new Settlement.Attempted(claim, List.of(attempts), java.util.Set.of()));
	}

	/** Lets each of the handlers go on alone. */
	List<Claim> split(Claim claim, String... handlers) {
		settle(new Settlement.Attempted(claim, List.of(), java.util.Set.of(handlers)));
		return java.util.Arrays.stream(handlers).map(claim::alone).toList();
	}

	Attempt handled(Claim claim, String handler) {
		return attempt(claim, handler, new Outcome.Handled());
	}

	Attempt retryAfter(Claim claim, String handler, Duration delay) {
		return attempt(claim, handler, new Outcome.Retry(this.clock.instant().plus(delay), failure()));
	}

	Attempt dead(Claim claim, String handler) {
		return attempt(claim, handler, new Outcome.Dead(failure()));
	}

	private Attempt attempt(Claim claim, String handler, Outcome outcome) {
		return new Attempt(handler, claim.attempts() + 1, this.clock.instant(), Duration.ofMillis(3), outcome);
	}

	private static Failure failure() {
		return new Failure("java.lang.IllegalStateException", "broken", "at somewhere");
	}

	WakeUpListener listener(Runnable wakeUp) {
		return this.dialect.listener(this.dataSource, wakeUp);
	}

	JdbcClient sql() {
		return JdbcClient.create(this.dataSource);
	}

	/**
	 * What a column of the table of deliveries that only PostgreSQL has adds to a list.
	 */
	String ownColumn(String text) {
		return this.store.isRemote() ? ", " + text : "";
	}

	/**
	 * Ends the way a killed process does, as far as the store can tell: nothing is
	 * released.
	 */
	void kill() {
		this.front.run();
		this.replays.close();
		if (this.storeFile != null) {
			this.storeFile.close();
		}
		this.successes.close();
		this.writer.close();
		this.store.close();
	}

	@Override
	public void close() {
		this.queue.close();
		kill();
	}

}
