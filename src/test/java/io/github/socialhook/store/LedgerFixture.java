package io.github.socialhook.store;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.UpkeepListener;
import io.github.socialhook.store.upkeep.Retention;
import io.github.socialhook.store.upkeep.RetentionProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An inbox over a new store, its retention, and a clock that tests set. */
abstract class LedgerFixture {

	/** A body that no handler takes. */
	static final String UNTAKEN = LogTopicFixture.UNTAKEN;

	final MutableClock clock = new MutableClock();

	InboxFixture inbox;

	/** What upkeep has reported as failed. */
	final Queue<UpkeepListener.Task> failed = new ConcurrentLinkedQueue<>();

	/** Opens the inbox over a new store. */
	abstract InboxFixture open() throws Exception;

	@BeforeEach
	void openInbox() throws Exception {
		this.inbox = open();
	}

	@AfterEach
	void closeInbox() {
		this.inbox.close();
		closeDataSources();
	}

	/** Closes what the inbox was opened with, after the inbox. */
	abstract void closeDataSources();

	Retention retention(Duration handled, Duration dead, Duration dedupeWindow) {
		this.inbox.awaitUpToDate();
		return new Retention(this.inbox.writer, this.inbox.store,
				new RetentionProperties(handled, dead).atLeast(dedupeWindow), this.clock, this.failed::add);
	}

	Retention retention() {
		return retention(Duration.ofDays(7), Duration.ofDays(30), Duration.ofMinutes(10));
	}

	void sweepAll(Retention retention) throws Exception {
		while (retention.sweep()) {
			// What it has left to the writer is written.
			this.inbox.writer.execute(Timeouts.GENEROUS, (connection) -> true);
		}
	}

	/** Lets days pass as they do, with looks in between. */
	void pass(Retention retention, int days) throws Exception {
		for (int i = 0; i < days; i++) {
			sweepAll(retention);
			this.clock.advance(Duration.ofDays(1));
		}
		sweepAll(retention);
	}

	DeliveryId storeHandled(String body) throws Exception {
		this.inbox.dispatching().store(body);
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.handled(claim, "a"));
		return claim.id();
	}

	List<DeliveryId> kept() {
		return this.inbox.ledger.search(DeliveryFilter.ALL, null, 500)
			.entries()
			.stream()
			.map(DeliverySummary::id)
			.toList()
			.reversed();
	}

}
