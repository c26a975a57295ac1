package io.github.socialhook.signature;

import java.util.regex.Pattern;

/**
 * All addresses that begin with the same bits.
 *
 * @param first the first of them
 * @param bits how many bits of an IPv6 address they share, 96 of which say that it is an
 * IPv4 address
 */
record AddressRange(Address first, int bits) {

	private static final int IPV4 = 96;

	private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");

	/**
	 * Reads a range such as {@code 10.0.0.0/8}, or a single address.
	 * @throws IllegalArgumentException if it is none, with the reason
	 */
	static AddressRange parse(String text) {
		int slash = text.indexOf('/');
		String digits = (slash < 0) ? text : text.substring(0, slash);
		Address first = Address.parse(digits);
		if (first == null || digits.indexOf('%') >= 0) {
			throw new IllegalArgumentException("is no IP address or range; names are not looked up");
		}
		int offset = (digits.indexOf(':') < 0) ? IPV4 : 0;
		String number = (slash < 0) ? Integer.toString(128 - offset) : text.substring(slash + 1);
		if (!NUMBER.matcher(number).matches() || Integer.parseInt(number) > 128 - offset) {
			throw new IllegalArgumentException(
					"has no number of bits from 0 to " + (128 - offset) + " after the slash");
		}
		AddressRange range = new AddressRange(first.cutAt(offset + Integer.parseInt(number)),
				offset + Integer.parseInt(number));
		if (!range.first.equals(first)) {
			throw new IllegalArgumentException("begins in the middle; the range around it is " + range);
		}
		return range;
	}

	/** An IPv4 address is in ranges of IPv4 addresses only. */
	boolean contains(Address address) {
		return address.cutAt(this.bits).equals(this.first) && (this.bits >= IPV4 || !address.isIpv4());
	}

	/** How many bits of the address as it is written its members share. */
	int prefix() {
		return isIpv4() ? this.bits - IPV4 : this.bits;
	}

	boolean isIpv4() {
		return this.bits >= IPV4 && this.first.isIpv4();
	}

	@Override
	public String toString() {
		return this.first + "/" + prefix();
	}

}
