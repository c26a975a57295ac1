package io.github.socialhook.forward;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

import io.github.socialhook.source.AddressRange;
import io.github.socialhook.source.IpAddress;

/**
 * The addresses to which a service may be sent: public ones, and those that are listed.
 * So a name in the configuration cannot lead into the network of Socialhook unnoticed.
 */
final class AddressPolicy {

	/** The special purposes of the IANA registries, and what is not unicast. */
	private static final List<AddressRange> NOT_PUBLIC = Stream
		.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
				"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
				"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
		.map(AddressRange::parse)
		.toList();

	/** All that is routed in the internet of IPv6. */
	private static final AddressRange GLOBAL_IPV6 = AddressRange.parse("2000::/3");

	private final List<AddressRange> listed;

	/**
	 * Creates a policy.
	 * @param listed ranges that are permitted, public or not
	 */
	AddressPolicy(List<AddressRange> listed) {
		this.listed = List.copyOf(listed);
	}

	/** IPv4 addresses that are written as IPv6 ones count as what they are. */
	boolean permits(InetAddress address) {
		InetAddress plain = IpAddress.withoutNat64(address);
		return this.listed.stream().anyMatch((range) -> range.contains(plain)) || isPublic(plain);
	}

	private static boolean isPublic(InetAddress address) {
		return NOT_PUBLIC.stream().noneMatch((range) -> range.contains(address))
				&& (!(address instanceof Inet6Address) || GLOBAL_IPV6.contains(address));
	}

}
