package io.github.socialhook.handler;

import java.util.List;
import java.util.Set;

import io.github.socialhook.delivery.Delivery;

/** The handlers of this node: who takes what. */
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

}
