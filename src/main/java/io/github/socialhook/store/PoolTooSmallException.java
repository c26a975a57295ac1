package io.github.socialhook.store;

import java.io.Serial;

/** The pool of connections has fewer of them than the store needs. */
final class PoolTooSmallException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	PoolTooSmallException(int size, int held, boolean hikari) {
		super("The connection pool has at most " + size + ", but at least " + (held + 1) + " are needed: " + held
				+ " permanent ones, and one for queries.");
		String setting = hikari ? "spring.datasource.hikari.maximum-pool-size" : "the size of the pool";
		this.action = "Set " + setting + " to " + (held + 1) + " or more"
				+ (hikari ? ", or keep its default of 10." : ".");
	}

	/** What to do about it. */
	String action() {
		return this.action;
	}

}
