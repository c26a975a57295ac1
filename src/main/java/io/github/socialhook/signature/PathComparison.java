package io.github.socialhook.signature;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Finds out why no endpoint has a path, by what it has in common with the paths that
 * there are. What it says holds nothing that a stranger wrote.
 */
final class PathComparison {

	/** A longer path is a scanner's. */
	private static final int MAX_LENGTH = 512;

	private static final List<String> OPERATIONS = List.of("/actuator", "/api/v1", "/api/v1/openapi.json");

	private static final String REGISTER = " Register the URL in the Social+ console with exactly this path, or fix "
			+ "the proxy that rewrites paths; the path of an endpoint is socialhook.endpoints.<name>.path.";

	private final List<String> registered;

	PathComparison(Collection<String> registered) {
		this.registered = List.copyOf(registered);
	}

	/** Returns the likely cause, or null if the path is like none. */
	@Nullable String compare(String path) {
		if (path.length() > MAX_LENGTH) {
			return null;
		}
		for (Difference difference : Difference.values()) {
			for (String other : this.registered) {
				if (difference.isBetween(path, other)) {
					return "The path differs from the registered one, " + other + ", " + difference.description + "."
							+ REGISTER;
				}
			}
		}
		if (path.equals("/")) {
			return "The path is missing: there is " + String.join(", ", this.registered) + "." + REGISTER;
		}
		if (OPERATIONS.stream().anyMatch((prefix) -> path.equals(prefix) || path.startsWith(prefix + "/"))) {
			return "Health, metrics and the API are at the operations port, management.server.port, and never here.";
		}
		return null;
	}

	private static String trimSlashes(String path) {
		return path.replaceFirst("/+$", "").replaceFirst("^/*", "/");
	}

	private static String normalize(String path) {
		String decoded;
		try {
			decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			decoded = path;
		}
		String plain = decoded.replaceAll(";[^/]*", "").replaceAll("/+", "/").replaceAll("/(\\./)+", "/");
		return plain.replaceAll("/\\.$", "").replaceAll("/[^/]+/\\.\\.(?=/|$)", "");
	}

	/** Whether one was added, left out or replaced. */
	private static boolean isOneCharacterApart(String one, String other) {
		String longer = (one.length() >= other.length()) ? one : other;
		String shorter = (one.length() >= other.length()) ? other : one;
		if (longer.length() - shorter.length() > 1) {
			return false;
		}
		int start = 0;
		while (start < shorter.length() && one.charAt(start) == other.charAt(start)) {
			start++;
		}
		int replaced = (longer.length() == shorter.length()) ? 1 : 0;
		return start < longer.length()
				&& longer.substring(start + 1).equals(shorter.substring(Math.min(start + replaced, shorter.length())));
	}

	/** What two paths may have in common, the closest first. */
	private enum Difference {

		SLASH("by a slash"),

		SPELLING("by its spelling: escapes, parameters, dots or doubled slashes"),

		CASE("by upper and lower case"),

		CHARACTER("by one character"),

		PREFIX("by a prefix, which a proxy may have to remove"),

		SUFFIX("by a suffix: there is no endpoint of that name, or a proxy adds it");

		private final String description;

		Difference(String description) {
			this.description = description;
		}

		private boolean isBetween(String path, String other) {
			return switch (this) {
				case SLASH -> trimSlashes(path).equals(trimSlashes(other));
				case SPELLING -> normalize(path).equals(other);
				case CASE -> plain(path).equals(plain(other));
				case CHARACTER -> isOneCharacterApart(plain(path), plain(other));
				case PREFIX -> plain(path).endsWith(plain(other));
				case SUFFIX -> plain(path).startsWith(plain(other) + "/");
			};
		}

		private static String plain(String path) {
			return trimSlashes(normalize(path)).toLowerCase(Locale.ROOT);
		}

	}

}
