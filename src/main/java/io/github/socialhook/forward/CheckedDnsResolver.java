package io.github.socialhook.forward;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the name of a host to the addresses that a policy permits. The client connects
 * to what this returns and to nothing else, literal addresses included, so a name that
 * resolves differently a moment later gains nothing.
 */
final class CheckedDnsResolver implements DnsResolver {

	private final AddressPolicy policy;

	private final DnsResolver names;

	CheckedDnsResolver(AddressPolicy policy, DnsResolver names) {
		this.policy = policy;
		this.names = names;
	}

	@Override
	public InetAddress[] resolve(String host) throws UnknownHostException {
		InetAddress[] all = this.names.resolve(host);
		InetAddress[] permitted = Stream.of(all).filter(this.policy::permits).toArray(InetAddress[]::new);
		if (permitted.length == 0) {
			throw new ForbiddenAddressException(host, all);
		}
		return permitted;
	}

	@Override
	public String resolveCanonicalHostname(String host) {
		return host;
	}

}
