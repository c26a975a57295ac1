package io.github.socialhook.signature;

import java.util.Collections;
import java.util.List;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word is taken for where a request comes from. A header is read from
 * its end, where the nearest proxy wrote, and only as far as each that wrote is trusted:
 * what a stranger writes stands before that.
 */
record TrustedProxies(List<AddressRange> ranges) {

	static final String NO_PEER = "The other end of the connection has no IP address.";

	static final String REWRITTEN = "The web server has changed the address by a header already, so that it proves "
			+ "nothing: set server.forward-headers-strategy to none.";

	static final String UNREADABLE = "A trusted proxy does not say from which address it has the request.";

	static final String CONTRADICTORY = "X-Forwarded-For and Forwarded name different senders: a trusted proxy writes "
			+ "only one of them, and the other is a stranger's. Let it remove that.";

	private static final String REWRITTEN_ATTRIBUTE = "org.apache.tomcat.request.forwarded";

	/** Tells from whom a request comes. */
	Origin originOf(HttpServletRequest request) {
		HttpServletRequest bare = innermost(request);
		Address peer = Address.parse(bare.getRemoteAddr());
		if (bare.getAttribute(REWRITTEN_ATTRIBUTE) != null) {
			return new Origin.Unproven((peer != null) ? peer.toString() : "?", REWRITTEN);
		}
		if (peer == null) {
			return new Origin.Unproven("?", NO_PEER);
		}
		if (!trusts(peer)) {
			return new Origin.Proven(peer);
		}
		List<String> forwardedFor = Collections.list(bare.getHeaders("X-Forwarded-For"));
		List<String> forwarded = Collections.list(bare.getHeaders("Forwarded"));
		Address one = senderBehind(peer, ForwardedHops.ofForwardedFor(forwardedFor));
		Address other = senderBehind(peer, ForwardedHops.ofForwarded(forwarded));
		if (one == null || other == null) {
			return new Origin.Unproven(peer.toString(), UNREADABLE);
		}
		if (!forwardedFor.isEmpty() && !forwarded.isEmpty() && !one.equals(other)) {
			return new Origin.Unproven(peer.toString(), CONTRADICTORY);
		}
		return new Origin.Proven(forwardedFor.isEmpty() ? other : one);
	}

	/**
	 * As the server received it: what filters of others make of it may rest on headers
	 * that anybody can write.
	 */
	private static HttpServletRequest innermost(HttpServletRequest request) {
		ServletRequest inner = request;
		while (inner instanceof ServletRequestWrapper wrapper) {
			inner = wrapper.getRequest();
		}
		return (inner instanceof HttpServletRequest bare) ? bare : request;
	}

	private @Nullable Address senderBehind(Address peer, List<String> hops) {
		Address sender = peer;
		for (String hop : hops.reversed()) {
			if (!trusts(sender)) {
				return sender;
			}
			sender = ForwardedHops.addressOf(hop);
			if (sender == null) {
				return null;
			}
		}
		return sender;
	}

	private boolean trusts(Address address) {
		return this.ranges.stream().anyMatch((range) -> range.contains(address));
	}

}
