package io.github.socialhook.source;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Parses the headers in which proxies list the hops of a request: each proxy appends the
 * address from which it received the request. {@code ForwardedHeaderUtils} of Spring is
 * not used, because it takes the first hop, which anyone can write.
 */
final class ForwardedHops {

	/** Stands for a hop without an address, or for a malformed list. */
	private static final String UNREADABLE = "";

	private static final Pattern PORT = Pattern.compile(":([0-9]{1,5}|_[0-9A-Za-z._-]+)$");

	private ForwardedHops() {
	}

	/** Returns the hops of {@code X-Forwarded-For}, the nearest last. */
	static List<String> ofForwardedFor(List<String> lines) {
		List<String> hops = new ArrayList<>();
		for (String line : lines) {
			for (String hop : line.split(",", -1)) {
				hops.add(hop.strip());
			}
		}
		return hops;
	}

	/**
	 * Returns the hops of {@code Forwarded} as of RFC 7239, the nearest last. Each line
	 * must be well-formed to its end by itself: otherwise a quote that a stranger leaves
	 * open could hide what a proxy appends.
	 */
	static List<String> ofForwarded(List<String> lines) {
		List<String> hops = new ArrayList<>();
		for (String line : lines) {
			if (!addHops(new HeaderScanner(line), hops)) {
				return List.of(UNREADABLE);
			}
		}
		return hops;
	}

	private static boolean addHops(HeaderScanner line, List<String> hops) {
		do {
			String hop = null;
			do {
				String name = line.token();
				String value = (!name.isEmpty() && line.take('=')) ? line.value() : null;
				boolean isHop = name.equalsIgnoreCase("for");
				if (value == null || (isHop && hop != null)) {
					return false;
				}
				hop = isHop ? value : hop;
			}
			while (line.skip(';'));
			hops.add((hop != null) ? hop : UNREADABLE);
		}
		while (line.skip(','));
		return line.isAtEnd();
	}

	/**
	 * Returns the address of a hop, which may have a port; null for "unknown", for an
	 * obfuscated identifier such as "_hidden", and for malformed text.
	 */
	static @Nullable InetAddress addressOf(String hop) {
		if (hop.startsWith("[")) {
			int end = hop.indexOf(']');
			String rest = hop.substring(end + 1);
			boolean closed = end > 0 && (rest.isEmpty() || PORT.matcher(rest).matches());
			String inner = closed ? hop.substring(1, end) : "";
			return (inner.indexOf(':') >= 0) ? IpAddress.parse(inner) : null;
		}
		boolean mayHavePort = hop.indexOf(':') == hop.lastIndexOf(':');
		return IpAddress.parse(mayHavePort ? PORT.matcher(hop).replaceFirst("") : hop);
	}

}
