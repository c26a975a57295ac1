package io.github.socialhook.server;

import org.apache.tomcat.util.buf.ByteChunk;

/**
 * The host of a request as a registered name of RFC 3986, which any name of an upstream
 * is. Tomcat allows names of the DNS only.
 */
final class HostHeader {

	private static final String SYMBOLS = "-._~!$&'()*+,;=%";

	private static final int MAX_PORT_LENGTH = 5;

	private HostHeader() {
	}

	/**
	 * Returns the length of the name, without the port; -1 if it is none, such as an
	 * address in brackets.
	 */
	static int nameLength(ByteChunk host) {
		int end = host.getLength();
		int length = 0;
		while (length < end && isNameCharacter(host.getBytes()[host.getStart() + length])) {
			length++;
		}
		boolean whole = length == end || isPort(host, length);
		return (whole && length > 0) ? length : -1;
	}

	/** Returns the port after the name, or -1 if there is none. */
	static int port(ByteChunk host, int nameLength) {
		int port = -1;
		for (int i = nameLength + 1; i < host.getLength(); i++) {
			port = Math.max(port, 0) * 10 + host.getBytes()[host.getStart() + i] - '0';
		}
		return port;
	}

	private static boolean isPort(ByteChunk host, int colon) {
		if (host.getBytes()[host.getStart() + colon] != ':' || host.getLength() - colon > MAX_PORT_LENGTH + 1) {
			return false;
		}
		for (int i = colon + 1; i < host.getLength(); i++) {
			byte c = host.getBytes()[host.getStart() + i];
			if (c < '0' || c > '9') {
				return false;
			}
		}
		return true;
	}

	private static boolean isNameCharacter(byte c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || SYMBOLS.indexOf(c) >= 0;
	}

}
