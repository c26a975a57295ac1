package io.github.socialhook.store;

import java.util.List;
import java.util.Optional;

import io.github.socialhook.delivery.ReferenceResolver;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Replayer;
import io.github.socialhook.store.kafka.HandlerPositions;
import io.github.socialhook.store.kafka.LogTopic;
import io.github.socialhook.store.kafka.consume.LogSource;
import io.github.socialhook.store.kafka.index.LogBodies;
import io.github.socialhook.store.kafka.index.LogIndexer;
import io.github.socialhook.store.kafka.index.LogLedger;
import io.github.socialhook.store.kafka.index.LoggedBodies;
import io.github.socialhook.store.reference.ReferenceIndexer;

/** The index of a log, for the tests of other rooms. */
public final class OpenIndex implements AutoCloseable {

	private final InboxFixture inbox;

	private final HandlerPositions positions;

	private final LogBodies bodies;

	private final LogIndexer indexer;

	private final Ledger ledger;

	OpenIndex(InboxFixture inbox, LogSource source, ReferenceResolver resolver) {
		this.inbox = inbox;
		String topic = source.properties().topic();
		this.positions = new HandlerPositions(source.client(), topic, () -> source.handlers().get().names(),
				source.intervals().commit().dividedBy(2));
		this.bodies = new LogBodies(() -> Optional.of(new LogTopic(topic, 0, 3)), source.client());
		ReferenceIndexer references = new ReferenceIndexer(inbox.store, inbox.writer, inbox.dialect, resolver,
				inbox.clock);
		this.indexer = new LogIndexer(source, new LogIndexer.Target(inbox.writer, inbox.store.reader(),
				inbox.dialect.count(), references, inbox.clock), this.positions);
		this.ledger = new LogLedger(inbox.ledger, this.bodies, this.positions, inbox.store.reader());
		inbox.bodies = new LoggedBodies(this.bodies, this.positions, source.handlers(), inbox.store.reader(),
				inbox.writer);
	}

	public OpenIndex start() {
		this.indexer.start();
		return this;
	}

	public Ledger ledger() {
		return this.ledger;
	}

	public Replayer replayer() {
		return this.inbox.replayer;
	}

	/** Takes a step of a replay. */
	public void replay() {
		this.inbox.replays.work();
	}

	/** Returns how far some handlers have come at this moment. */
	HandlerPositions.Positions positions(List<String> handlers) {
		return this.positions.find(handlers);
	}

	@Override
	public void close() {
		this.indexer.close();
		this.bodies.close();
		this.positions.close();
	}

}
