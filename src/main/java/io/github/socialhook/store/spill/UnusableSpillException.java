package io.github.socialhook.store.spill;

import java.io.Serial;

/** The local file for deliveries cannot be used while the database is unavailable. */
public final class UnusableSpillException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	UnusableSpillException(RuntimeException cause) {
		super(cause.getMessage() + " Deliveries are kept there while PostgreSQL is unavailable.", cause);
	}

	/** What to do about it. */
	public String action() {
		return "Set socialhook.spill-file to a file of this process alone, in a folder that the user that runs "
				+ "Socialhook may write to.";
	}

}
