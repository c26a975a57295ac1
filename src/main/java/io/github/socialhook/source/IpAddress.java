package io.github.socialhook.source;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads IP addresses that strangers may have written. The JDK parses them, but looks up
 * whatever is not an address as a host name: only text that it takes for an address, or
 * for a malformed one, gets through to it.
 */
public final class IpAddress {

	/** Stands for text that is not an address. */
	private static final String UNKNOWN = "?";

	private static final int MAX_LENGTH = 60;

	/** The bytes before an IPv4 address in an address of NAT64: {@code 64:ff9b::/96}. */
	private static final byte[] NAT64 = { 0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0 };

	/** Without leading zeros, which some programs read as octal. */
	private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

	private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";

	private static final Pattern ADDRESS = Pattern.compile(IPV4 + "|(?=[^.]*:)[0-9A-Fa-f:]+(:" + IPV4 + ")?");

	private static final Pattern ZONE = Pattern.compile("%[0-9A-Za-z._~-]+$");

	private IpAddress() {
	}

	/**
	 * Returns the canonical form of an address.
	 * @param text any text, such as the remote address of a request
	 * @return the address without a zone, or a question mark if the text is not an
	 * address
	 */
	public static String canonical(@Nullable String text) {
		InetAddress address = parse(text);
		return (address != null) ? address.getHostAddress() : UNKNOWN;
	}

	/**
	 * Parses an address; an IPv4 address that is mapped into IPv6, or translated for a
	 * network without IPv4 (NAT64, RFC 6052), becomes an IPv4 address.
	 */
	static @Nullable InetAddress parse(@Nullable String text) {
		if (text == null || text.length() > MAX_LENGTH) {
			return null;
		}
		// A zone identifies an interface of this machine, not the other side.
		String address = (text.indexOf(':') >= 0) ? ZONE.matcher(text).replaceFirst("") : text;
		if (!ADDRESS.matcher(address).matches()) {
			return null;
		}
		try {
			return withoutNat64(InetAddress.getByName(address));
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	/**
	 * Returns the IPv4 address that is translated into an IPv6 one (NAT64, RFC 6052).
	 * @param address any address
	 * @return the IPv4 address; the same address if none is translated into it
	 */
	public static InetAddress withoutNat64(InetAddress address) {
		byte[] bytes = address.getAddress();
		boolean translated = bytes.length > NAT64.length
				&& Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length);
		try {
			return translated ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, NAT64.length, bytes.length))
					: address;
		}
		catch (UnknownHostException ex) {
			// Thrown for an array of the wrong length only.
			throw new IllegalStateException(ex);
		}
	}

}
