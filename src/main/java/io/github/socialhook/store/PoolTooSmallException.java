package io.github.socialhook.store;

import java.io.Serial;

/** The pool of connections has fewer of them than the store needs. */
final class PoolTooSmallException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String action;

	PoolTooSmallException(int size, int held, boolean hikari) {
		super("The pool of connections has no more than %d, but at least %d are needed: %d held for good, and one for queries."
			.formatted(size, held + 1, held));
		this.action = "Set %s to %d or more%s.".formatted(
				hikari ? "spring.datasource.hikari.maximum-pool-size" : "the size of the pool", held + 1,
				hikari ? ", or leave it at its default of 10" : "");
	}

	/** What to do about it. */
	String action() {
		return this.action;
	}

}
