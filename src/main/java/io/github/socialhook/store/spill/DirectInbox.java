package io.github.socialhook.store.spill;

import java.time.Duration;
import java.util.Optional;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.Receipt;

/** Stores deliveries in one place alone, without a spill. */
public final class DirectInbox implements Inbox {

	private final SpillTarget target;

	private final Duration timeout;

	/**
	 * Creates an inbox.
	 * @param target where deliveries are stored
	 * @param timeout how long to try for a delivery
	 */
	public DirectInbox(SpillTarget target, Duration timeout) {
		this.target = target;
		this.timeout = timeout;
	}

	@Override
	public Receipt put(Delivery delivery) {
		return this.target.put(delivery, this.target.newKey(), this.timeout);
	}

	@Override
	public boolean isWritable() {
		return this.target.isWritable();
	}

	@Override
	public long spilled() {
		return 0;
	}

	@Override
	public Optional<Outage> lastOutage() {
		return this.target.lastOutage();
	}

}
