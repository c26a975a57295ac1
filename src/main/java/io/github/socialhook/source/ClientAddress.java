package io.github.socialhook.source;

import java.net.InetAddress;

/** The address of the client that sent a request, as far as it can be determined. */
sealed interface ClientAddress {

	/** Returns the address to show in the log. */
	String display();

	/**
	 * The address is that of the other end of the connection, or the one that trusted
	 * proxies name.
	 *
	 * @param address the address of the client
	 */
	record Resolved(InetAddress address) implements ClientAddress {

		@Override
		public String display() {
			return this.address.getHostAddress();
		}

	}

	/**
	 * The address cannot be determined.
	 *
	 * @param display the address of the other end of the connection
	 * @param cause the reason, a sentence for the person on call
	 */
	record Unresolved(String display, String cause) implements ClientAddress {

	}

}
