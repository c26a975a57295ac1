package io.github.socialhook.handler;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.socialhook.delivery.Delivery;

/**
 * Lists the handlers of this node, reports their status, and pauses and resumes them.
 */
public interface HandlerDirectory {

	/**
	 * Lists the handlers.
	 * @return a description of each, in the order in which they were found
	 */
	List<HandlerDescription> list();

	/**
	 * Lists the names of the handlers.
	 * @return the name of each, in the order in which they were found
	 */
	default List<String> names() {
		return list().stream().map(HandlerDescription::name).toList();
	}

	/**
	 * Returns the handlers that take a delivery. It parses the body, because the name of
	 * the event does not always determine its type.
	 * @param delivery any delivery
	 * @return the names of handlers; empty if none takes it or it is not JSON
	 */
	Set<String> takersOf(Delivery delivery);

	/**
	 * Compares the events that came with those that the handlers take.
	 * @param came how many deliveries came of each event, by the name as it was sent
	 * @return which events no handler takes, and for which handlers nothing came
	 */
	HandlerCoverage coverage(Map<String, Long> came);

	/**
	 * Returns the status of a handler.
	 * @param handler the name of a handler
	 * @return its status; empty if there is no such handler
	 */
	Optional<HandlerStatus> statusOf(String handler);

	/**
	 * Pauses a handler on every node, until it is resumed. Running attempts end normally;
	 * all other deliveries wait in the inbox. Other nodes follow within about a second.
	 * @param handler the name of a handler
	 * @return false if there is no such handler
	 * @throws RuntimeException if that cannot be stored now
	 */
	boolean pause(String handler);

	/**
	 * Resumes a handler: ends its pause, and closes its circuit breaker on this node.
	 * @param handler the name of a handler
	 * @return false if there is no such handler
	 * @throws RuntimeException if that cannot be stored now
	 */
	boolean resume(String handler);

}
