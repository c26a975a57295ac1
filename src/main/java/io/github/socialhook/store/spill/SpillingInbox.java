package io.github.socialhook.store.spill;

import java.time.Duration;
import java.util.Optional;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.Receipt;

/**
 * Stores deliveries where they belong, and in a local file while that place does not
 * answer in time. While anything waits in the file, what comes next goes there too, so
 * that it does not overtake.
 */
public final class SpillingInbox implements Inbox {

	private final SpillTarget target;

	private final Spill spill;

	private final SpillMover mover;

	private final Duration budget;

	/**
	 * Creates an inbox.
	 * @param budget how long to try for a delivery, in both places together
	 */
	public SpillingInbox(SpillTarget target, Spill spill, SpillMover mover, Duration budget) {
		this.target = target;
		this.spill = spill;
		this.mover = mover;
		this.budget = budget;
	}

	@Override
	public Receipt put(Delivery delivery) {
		AcceptBudget budget = AcceptBudget.start(this.budget);
		// Each place may store it later than anybody waits for, so both get the same key.
		String key = this.target.newKey();
		Receipt spilled = this.mover.isBusy() ? this.mover.spillWhileBusy(delivery, key, budget) : null;
		if (spilled != null) {
			// If the file is full or broken: better out of order than not at all.
			return isStored(spilled) ? spilled : this.target.put(delivery, key, budget.left());
		}
		Receipt receipt = this.target.put(delivery, key, budget.leftOfHalf());
		if (isStored(receipt)) {
			return receipt;
		}
		if (!(receipt instanceof Receipt.Unavailable unavailable && unavailable.refused())) {
			this.mover.noteOutage();
		}
		return this.spill.put(delivery, key, budget.left());
	}

	private static boolean isStored(Receipt receipt) {
		return !(receipt instanceof Receipt.Unavailable);
	}

	@Override
	public boolean isWritable() {
		return this.spill.isWritable() || this.target.isWritable();
	}

	@Override
	public long spilled() {
		return this.spill.size();
	}

	@Override
	public Optional<Outage> lastOutage() {
		return this.target.lastOutage();
	}

}
