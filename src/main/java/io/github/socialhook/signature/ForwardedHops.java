package io.github.socialhook.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads what proxies write of those that a request came through: each adds at the end
 * from whom it took the request.
 */
final class ForwardedHops {

	/** Stands for a hop that is not said, or a list that is malformed. */
	private static final String UNREADABLE = "";

	private static final Pattern PORT = Pattern.compile(":([0-9]{1,5}|_[0-9A-Za-z._-]+)$");

	private ForwardedHops() {
	}

	/** The hops of {@code X-Forwarded-For}, the nearest last. */
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
	 * The hops of {@code Forwarded} as of RFC 7239, the nearest last. Each line has to be
	 * well-formed to its end by itself: a quote that a stranger leaves open could
	 * otherwise swallow what a proxy adds.
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
	 * The address of a hop, which may have a port; null for "unknown", for a made-up name
	 * such as "_hidden", and for what is nothing of all that.
	 */
	static @Nullable Address addressOf(String hop) {
		if (hop.startsWith("[")) {
			int end = hop.indexOf(']');
			String rest = hop.substring(end + 1);
			boolean closed = end > 0 && (rest.isEmpty() || PORT.matcher(rest).matches());
			String inner = closed ? hop.substring(1, end) : "";
			return (inner.indexOf(':') >= 0) ? Address.parse(inner) : null;
		}
		boolean mayHavePort = hop.indexOf(':') == hop.lastIndexOf(':');
		return Address.parse(mayHavePort ? PORT.matcher(hop).replaceFirst("") : hop);
	}

}
