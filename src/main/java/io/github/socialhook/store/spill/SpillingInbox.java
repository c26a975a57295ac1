package io.github.socialhook.store.spill;

import java.util.Optional;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.Receipt;

/**
 * Stores deliveries in the database, and in a local file while the database does not
 * answer in time. While anything waits in the file, what comes next goes there too, so
 * that it does not overtake.
 */
public final class SpillingInbox implements Inbox {

	private final Inbox database;

	private final Spill spill;

	private final SpillMover mover;

	public SpillingInbox(Inbox database, Spill spill, SpillMover mover) {
		this.database = database;
		this.spill = spill;
		this.mover = mover;
	}

	@Override
	public Receipt put(Delivery delivery) {
		Receipt spilled = this.mover.isBusy() ? this.mover.spillWhileBusy(delivery) : null;
		if (spilled != null && isStored(spilled)) {
			return spilled;
		}
		Receipt receipt = this.database.put(delivery);
		if (isStored(receipt) || spilled != null) {
			// If the file is full or broken: better out of order than not at all.
			return receipt;
		}
		if (!(receipt instanceof Receipt.Unavailable unavailable && unavailable.refused())) {
			this.mover.noteOutage();
		}
		return this.spill.put(delivery);
	}

	private static boolean isStored(Receipt receipt) {
		return !(receipt instanceof Receipt.Unavailable);
	}

	@Override
	public boolean isWritable() {
		return this.spill.isWritable() || this.database.isWritable();
	}

	@Override
	public long spilled() {
		return this.spill.size();
	}

	@Override
	public Optional<Outage> lastOutage() {
		return this.database.lastOutage();
	}

}
