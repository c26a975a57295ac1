package io.github.socialhook.inbox;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The local spills of all nodes, as far as the database knows of them. A node that could
 * not reach the database between its start and its end is unknown.
 */
public interface Spills {

	/**
	 * Lists the spills, except those of nodes that stopped and left them empty.
	 * @return the spills, by node
	 */
	List<LocalSpill> list();

	/**
	 * Forgets a spill that no node uses. It is listed again when a node uses it.
	 * @param name its name
	 * @return false if there is none, or a node uses it
	 * @throws StoreUnavailableException if that cannot be stored now
	 */
	boolean forget(String name);

	/**
	 * Returns the spills of a store that needs none.
	 * @return no spills
	 */
	static Spills none() {
		return new Spills() {

			@Override
			public List<LocalSpill> list() {
				return List.of();
			}

			@Override
			public boolean forget(String name) {
				return false;
			}

		};
	}

	/**
	 * The local spill of a node.
	 *
	 * @param name a random text in the file
	 * @param node the host name of the node
	 * @param file its path there
	 * @param state whether a node uses it
	 * @param deliveries how many deliveries were in it when it was last seen
	 * @param since when the oldest of them was received; null if there were none
	 * @param seenAt when it was last seen
	 */
	record LocalSpill(String name, String node, String file, State state, long deliveries, @Nullable Instant since,
			Instant seenAt) {

	}

	/** Whether a node uses a spill. */
	enum State {

		/** A node uses it. */
		IN_USE,

		/** Its node has stopped, and exactly so many deliveries are in it. */
		LEFT,

		/** Its node was not heard of for a minute: more deliveries may be in it. */
		MISSING

	}

}
