package io.github.socialhook.console.view;

import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Spills;
import io.github.socialhook.inbox.Spills.LocalSpill;
import io.github.socialhook.inbox.Spills.State;
import org.jspecify.annotations.Nullable;

/**
 * What a list of deliveries cannot have, because it is not in the database yet.
 *
 * @param here what is in the spill of this instance; null if nothing is
 * @param elsewhere what is in spills that no instance uses; null if nothing is known
 */
public record UnlistedNote(@Nullable String here, @Nullable String elsewhere) {

	/**
	 * Looks into the spills.
	 * @param inbox the inbox, which may have a spill
	 * @param spills the spills of all instances
	 * @return what to say
	 */
	public static UnlistedNote of(Inbox inbox, Spills spills) {
		long left = spills.list()
			.stream()
			.filter((spill) -> spill.state() != State.IN_USE)
			.mapToLong(LocalSpill::deliveries)
			.sum();
		return new UnlistedNote(text(inbox.spilled()), text(left));
	}

	private static @Nullable String text(long deliveries) {
		return (deliveries > 0) ? Figures.deliveries(deliveries) : null;
	}

}
