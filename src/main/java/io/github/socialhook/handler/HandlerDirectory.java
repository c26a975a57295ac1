package io.github.socialhook.handler;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.socialhook.delivery.Delivery;

/** The handlers of this node: who takes what, and whether it may. */
public interface HandlerDirectory {

	/**
	 * Lists the handlers.
	 * @return a description of each, in the order in which they were found
	 */
	List<HandlerDescription> list();

	/**
	 * Says who takes a delivery. It reads the body, because its name alone does not
	 * always tell.
	 * @param delivery any delivery
	 * @return the names of handlers; empty if nobody takes it or it is no JSON
	 */
	Set<String> takersOf(Delivery delivery);

	/**
	 * Says how a handler stands.
	 * @param handler the name of a handler
	 * @return its status; empty if there is no such handler
	 */
	Optional<HandlerStatus> statusOf(String handler);

	/**
	 * Pauses a handler on every node, until somebody resumes it. What runs goes on to its
	 * end; all else waits in the inbox. Other nodes hear of it within about a second.
	 * @param handler the name of a handler
	 * @return false if there is no such handler
	 * @throws IllegalStateException if that cannot be stored now
	 */
	boolean pause(String handler);

	/**
	 * Lets a handler go on: it is not paused any more, and if it was held for failing
	 * this node stops probing and takes up all that waits.
	 * @param handler the name of a handler
	 * @return false if there is no such handler
	 * @throws IllegalStateException if that cannot be stored now
	 */
	boolean resume(String handler);

}
