package io.github.socialhook.forward;

import java.net.URI;
import java.time.Duration;

/**
 * A service to which deliveries are sent on.
 *
 * @param name its name
 * @param url where they are sent; it may hold a token, so it is not shown
 * @param secrets sign them
 * @param cloudEvents whether they have the headers of CloudEvents
 * @param addresses where the URL may lead
 * @param timeout the time for the whole exchange
 */
record ForwardTarget(String name, URI url, SigningSecrets secrets, boolean cloudEvents, AddressPolicy addresses,
		Duration timeout) {

	/** Returns the name of the handler that sends them. */
	String handlerName() {
		return "forward." + this.name;
	}

}
