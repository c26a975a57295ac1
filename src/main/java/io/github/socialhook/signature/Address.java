package io.github.socialhook.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An address of the network. It is read from its digits alone, so that no name is ever
 * looked up, and has one form whichever way it was written: an IPv4 address is the same
 * if it comes mapped into IPv6.
 *
 * @param high the upper half of the IPv6 address
 * @param low the lower half
 */
record Address(long high, long low) {

	private static final int LONGEST = 60;

	private static final long MAPPED = 0xffff_0000_0000L;

	private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

	/** Without leading zeros, which some read as octal. */
	private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");

	private static final Pattern ZONE = Pattern.compile("%[0-9A-Za-z._~-]+$");

	/** Reads an address; null if the text is anything else. */
	static @Nullable Address parse(@Nullable String text) {
		if (text == null || text.length() > LONGEST) {
			return null;
		}
		if (text.indexOf(':') < 0) {
			long address = ipv4(text);
			return (address >= 0) ? new Address(0, MAPPED | address) : null;
		}
		// The zone says which interface of this machine leads there, not who it is.
		return ipv6(ZONE.matcher(text).replaceFirst(""));
	}

	/** Returns the 32 bits, or -1. */
	private static long ipv4(String text) {
		String[] numbers = text.split("\\.", -1);
		if (numbers.length != 4) {
			return -1;
		}
		long address = 0;
		for (String number : numbers) {
			if (!NUMBER.matcher(number).matches() || Integer.parseInt(number) > 255) {
				return -1;
			}
			address = (address << 8) | Integer.parseInt(number);
		}
		return address;
	}

	private static @Nullable Address ipv6(String text) {
		int gap = text.indexOf("::");
		List<Integer> groups = groups((gap < 0) ? text : text.substring(0, gap), gap < 0);
		List<Integer> rest = (gap < 0) ? List.of() : groups(text.substring(gap + 2), true);
		if (groups == null || rest == null) {
			return null;
		}
		int missing = 8 - groups.size() - rest.size();
		if ((gap < 0) ? missing != 0 : missing < 1) {
			return null;
		}
		List<Integer> all = new ArrayList<>(groups);
		for (int i = 0; i < missing; i++) {
			all.add(0);
		}
		all.addAll(rest);
		return new Address(join(all.subList(0, 4)), join(all.subList(4, 8)));
	}

	/**
	 * Reads what stands on one side of a gap.
	 * @param last whether an IPv4 address may stand at the end
	 */
	private static @Nullable List<Integer> groups(String text, boolean last) {
		List<Integer> groups = new ArrayList<>();
		if (text.isEmpty()) {
			return groups;
		}
		String[] parts = text.split(":", -1);
		for (int i = 0; i < parts.length; i++) {
			long embedded = (last && i == parts.length - 1) ? ipv4(parts[i]) : -1;
			if (embedded >= 0) {
				groups.add((int) (embedded >> 16));
				groups.add((int) (embedded & 0xffff));
			}
			else if (GROUP.matcher(parts[i]).matches()) {
				groups.add(Integer.parseInt(parts[i], 16));
			}
			else {
				return null;
			}
		}
		return groups;
	}

	private static long join(List<Integer> groups) {
		return groups.stream().mapToLong(Integer::longValue).reduce(0, (joined, group) -> (joined << 16) | group);
	}

	boolean isIpv4() {
		return this.high == 0 && (this.low >>> 32) == 0xffff;
	}

	/** Returns the same address with nothing but zeros after so many bits. */
	Address cutAt(int bits) {
		return new Address(this.high & mask(bits), this.low & mask(bits - 64));
	}

	private static long mask(int bits) {
		return (bits <= 0) ? 0 : -1L << (64 - Math.min(bits, 64));
	}

	@Override
	public String toString() {
		if (isIpv4()) {
			return "%d.%d.%d.%d".formatted((this.low >> 24) & 0xff, (this.low >> 16) & 0xff, (this.low >> 8) & 0xff,
					this.low & 0xff);
		}
		StringBuilder text = new StringBuilder();
		for (int shift = 48; shift >= 0; shift -= 16) {
			text.append(Long.toHexString((this.high >> shift) & 0xffff)).append(':');
		}
		for (int shift = 48; shift >= 0; shift -= 16) {
			text.append(Long.toHexString((this.low >> shift) & 0xffff)).append((shift > 0) ? ":" : "");
		}
		return text.toString();
	}

}
