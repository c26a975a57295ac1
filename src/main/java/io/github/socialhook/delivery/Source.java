package io.github.socialhook.delivery;

/**
 * Where a request came from: one of a closed set, because a client cannot add to it.
 *
 * @param region the region of Social+ that it belongs to, or "none"
 * @param name an address that Social+ publishes, "allowed" for any other that may send,
 * or "stranger"
 */
public record Source(String region, String name) {

	/** An address that the configuration allows besides those of Social+. */
	public static final Source ALLOWED = new Source("none", "allowed");

	/** Any other address, or one that cannot be determined. */
	public static final Source STRANGER = new Source("none", "stranger");

}
