package io.github.socialhook.source;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Notices that a trusted proxy names the same stranger last for request after request,
 * with others before it: some load balancers append an address of their own.
 */
final class LastHop {

	/** Advises to trust an address only if the reader knows it as his own. */
	static final String CAUSE = "Every request through the proxies has this address last, with others before it. "
			+ "Only if it is the address of your own load balancer (Google's append theirs), add it to "
			+ "socialhook.source-ips.trusted-proxies. Never add it to allow: that would allow everyone who comes "
			+ "through the load balancer.";

	static final int ENOUGH = 10;

	private static final Run NONE = new Run("", 0);

	private final AtomicReference<Run> run = new AtomicReference<>(NONE);

	/** Returns whether it has been named so often that it may be a balancer. */
	boolean isRepeated(String address) {
		Run current = this.run.updateAndGet((before) -> before.next(address));
		return current.length() >= ENOUGH;
	}

	/** Someone else was named. */
	void end() {
		if (this.run.get().length() > 0) {
			this.run.set(NONE);
		}
	}

	/**
	 * Requests in a row that name the same address.
	 *
	 * @param address the address
	 * @param length how many there are, up to those that are enough
	 */
	private record Run(String address, int length) {

		private Run next(String other) {
			return other.equals(this.address) ? new Run(other, Math.min(this.length + 1, ENOUGH)) : new Run(other, 1);
		}

	}

}
