package io.github.socialhook.console.view;

import java.time.Instant;
import java.util.List;

import io.github.socialhook.inbox.Spills;
import io.github.socialhook.inbox.Spills.LocalSpill;
import io.github.socialhook.inbox.Spills.State;
import org.jspecify.annotations.Nullable;

/**
 * A local spill that no instance uses, as the pages show it.
 *
 * @param name its name
 * @param node the host name of its instance
 * @param file its path there
 * @param left whether its instance has said what it leaves
 * @param deliveries how many were in it when it was last seen
 * @param oldest when the oldest of them was received; null if there were none
 * @param seen when it was last seen
 */
public record UnusedSpill(String name, String node, String file, boolean left, long deliveries, @Nullable Moment oldest,
		Moment seen) {

	/**
	 * Returns those that have, or may have, deliveries.
	 * @param spills all that are known
	 * @param now the time of the page
	 * @return what to show
	 */
	public static List<UnusedSpill> of(Spills spills, Instant now) {
		return spills.list()
			.stream()
			.filter((spill) -> spill.state() != State.IN_USE)
			.map((spill) -> of(spill, now))
			.toList();
	}

	private static UnusedSpill of(LocalSpill spill, Instant now) {
		return new UnusedSpill(spill.name(), spill.node(), spill.file(), spill.state() == State.LEFT,
				spill.deliveries(), Moment.ofNullable(spill.since(), now), Moment.of(spill.seenAt(), now));
	}

}
