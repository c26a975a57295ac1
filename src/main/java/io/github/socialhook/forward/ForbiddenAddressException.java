package io.github.socialhook.forward;

import java.io.Serial;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A host has only addresses to which nothing may be sent. */
final class ForbiddenAddressException extends UnknownHostException {

	@Serial
	private static final long serialVersionUID = 1L;

	ForbiddenAddressException(String host, InetAddress[] addresses) {
		super("The host " + host + " has the address "
				+ Stream.of(addresses).map(InetAddress::getHostAddress).collect(Collectors.joining(", "))
				+ ", which is not public: list it under 'allow' if deliveries may be sent there");
	}

}
