package io.github.socialhook.source;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that are trusted to name the client of a request. A header is read from its
 * end, which the nearest proxy wrote, and only as far as each hop is a trusted proxy:
 * what a stranger wrote stands before that.
 */
record TrustedProxies(List<AddressRange> ranges) {

	static final String NO_PEER = "The peer has no IP address.";

	static final String REWRITTEN = "The web server has already replaced the address with that of a header, so it "
			+ "is not reliable: set server.forward-headers-strategy to none.";

	static final String UNREADABLE = "A trusted proxy does not state the address of the sender.";

	static final String CONTRADICTORY = "X-Forwarded-For and Forwarded name different senders: a trusted proxy "
			+ "writes only one of them and passes the other on. Let it remove the other.";

	private static final String REWRITTEN_ATTRIBUTE = "org.apache.tomcat.request.forwarded";

	/** Determines the client of a request. */
	ClientAddress clientOf(HttpServletRequest request) {
		HttpServletRequest original = unwrap(request);
		InetAddress peer = IpAddress.parse(original.getRemoteAddr());
		if (original.getAttribute(REWRITTEN_ATTRIBUTE) != null) {
			return new ClientAddress.Unresolved(IpAddress.canonical(original.getRemoteAddr()), REWRITTEN);
		}
		if (peer == null) {
			return new ClientAddress.Unresolved(IpAddress.canonical(null), NO_PEER);
		}
		if (!trusts(peer)) {
			return new ClientAddress.Resolved(peer);
		}
		List<String> forwardedFor = Collections.list(original.getHeaders("X-Forwarded-For"));
		List<String> forwarded = Collections.list(original.getHeaders("Forwarded"));
		InetAddress byForwardedFor = clientBehind(peer, ForwardedHops.ofForwardedFor(forwardedFor));
		InetAddress byForwarded = clientBehind(peer, ForwardedHops.ofForwarded(forwarded));
		if (byForwardedFor == null || byForwarded == null) {
			return new ClientAddress.Unresolved(peer.getHostAddress(), UNREADABLE);
		}
		if (!forwardedFor.isEmpty() && !forwarded.isEmpty() && !byForwardedFor.equals(byForwarded)) {
			return new ClientAddress.Unresolved(peer.getHostAddress(), CONTRADICTORY);
		}
		return new ClientAddress.Resolved(forwardedFor.isEmpty() ? byForwarded : byForwardedFor);
	}

	/**
	 * Returns the request as the server received it: filters of the host application may
	 * have replaced its address by one from a header that anyone can write.
	 */
	private static HttpServletRequest unwrap(HttpServletRequest request) {
		ServletRequest inner = request;
		while (inner instanceof ServletRequestWrapper wrapper) {
			inner = wrapper.getRequest();
		}
		return (inner instanceof HttpServletRequest original) ? original : request;
	}

	private @Nullable InetAddress clientBehind(InetAddress peer, List<String> hops) {
		InetAddress client = peer;
		for (String hop : hops.reversed()) {
			if (!trusts(client)) {
				return client;
			}
			client = ForwardedHops.addressOf(hop);
			if (client == null) {
				return null;
			}
		}
		return client;
	}

	private boolean trusts(InetAddress address) {
		return this.ranges.stream().anyMatch((range) -> range.contains(address));
	}

}
