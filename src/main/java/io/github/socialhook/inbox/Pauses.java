package io.github.socialhook.inbox;

import java.time.Instant;
import java.util.Map;

/** The handlers that someone has paused, on every node and over restarts. */
public interface Pauses {

	/**
	 * Looks up what is paused.
	 * @return the names of the handlers, and since when
	 */
	Map<String, Instant> all();

	/**
	 * Pauses a handler, unless it is paused.
	 * @param handler its name
	 * @throws StoreUnavailableException if that cannot be stored now
	 */
	void pause(String handler);

	/**
	 * Ends the pause of a handler, if it is paused.
	 * @param handler its name
	 * @throws StoreUnavailableException if that cannot be stored now
	 */
	void resume(String handler);

}
