package io.github.socialhook.source;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation. The matchers of Spring Security 7.1 are not
 * used, because they compare bytes without regard to the family: {@code 0.0.0.0/0} would
 * contain every IPv6 address, and an IPv4 address in an IPv6 range would fail.
 *
 * @param first the first address of the range
 * @param prefix the number of leading bits that all addresses of the range share
 */
public record AddressRange(InetAddress first, int prefix) {

	/** The bits of an IPv6 address before an IPv4 address that is mapped into it. */
	private static final int MAPPED_BITS = 96;

	private static final int IPV6_BITS = 128;

	private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");

	/**
	 * Parses a range such as {@code 10.0.0.0/8}, or a single address.
	 * @param text the range, without names to look up
	 * @return the range
	 * @throws IllegalArgumentException if the text is neither, with the reason
	 */
	public static AddressRange parse(String text) {
		int slash = text.indexOf('/');
		String digits = (slash < 0) ? text : text.substring(0, slash);
		InetAddress address = IpAddress.parse(digits);
		if (address == null || digits.indexOf('%') >= 0) {
			throw new IllegalArgumentException("is not an IP address or range; names are not resolved");
		}
		int bits = (digits.indexOf(':') < 0) ? Integer.SIZE : IPV6_BITS;
		String number = (slash < 0) ? Integer.toString(bits) : text.substring(slash + 1);
		if (!NUMBER.matcher(number).matches() || Integer.parseInt(number) > bits) {
			throw new IllegalArgumentException("has no prefix length from 0 to " + bits + " after the slash");
		}
		boolean mapped = bits == IPV6_BITS && address instanceof Inet4Address;
		int prefix = Integer.parseInt(number) - (mapped ? MAPPED_BITS : 0);
		AddressRange range = new AddressRange(mask(address, Math.max(prefix, 0)), Math.max(prefix, 0));
		if (prefix < 0 || !range.first.equals(address)) {
			throw new IllegalArgumentException("does not start at a network address; the enclosing range is " + range);
		}
		return range;
	}

	/** Clears all bits after the first ones. */
	private static InetAddress mask(InetAddress address, int prefix) {
		byte[] bytes = address.getAddress();
		for (int bit = prefix; bit < bytes.length * Byte.SIZE; bit++) {
			bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> (bit % Byte.SIZE));
		}
		try {
			return InetAddress.getByAddress(bytes);
		}
		catch (UnknownHostException ex) {
			// Thrown for an array of the wrong length only.
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Whether an address is in this range. A range of IPv4 addresses contains no IPv6
	 * address, and the other way round.
	 * @param address any address
	 * @return true if it is
	 */
	public boolean contains(InetAddress address) {
		return mask(address, this.prefix).equals(this.first);
	}

	boolean isIpv4() {
		return this.first instanceof Inet4Address;
	}

	@Override
	public String toString() {
		return this.first.getHostAddress() + "/" + this.prefix;
	}

}
