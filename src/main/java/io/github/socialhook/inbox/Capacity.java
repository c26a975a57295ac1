package io.github.socialhook.inbox;

import java.util.Set;

/**
 * How much more each handler can take on. What waits for a single handler is claimed only
 * as far as that: while the handler is busy or held, its work stays in the store, in
 * order and untouched. Called on the writer's thread, so it must be quick.
 */
public interface Capacity {

	/** Every handler takes whatever comes. */
	Capacity UNLIMITED = new Capacity() {

		@Override
		public int roomFor(String handler) {
			return Integer.MAX_VALUE;
		}

		@Override
		public void looked(Set<String> waiting) {
		}

	};

	/**
	 * Asks before each look into the store.
	 * @param handler the name of a handler for which something waits
	 * @return the most claims to take for it now
	 */
	int roomFor(String handler);

	/**
	 * The store was queried.
	 * @param waiting the handlers for which first attempts still wait there
	 */
	void looked(Set<String> waiting);

}
