package io.github.socialhook.store.driver;

import java.io.Serial;

/** SQLite's native library can be loaded from nowhere. */
public final class UnusableLibraryException extends RuntimeException {

	private static final String ACTION = "Create a folder that the user that runs Socialhook may write to, on a file system "
			+ "that is not mounted with noexec, and name it with the JVM option -Dorg.sqlite.tmpdir=<folder>, for "
			+ "instance in JAVA_TOOL_OPTIONS.";

	@Serial
	private static final long serialVersionUID = 1L;

	UnusableLibraryException(String reason) {
		super("The native library of SQLite cannot be loaded" + reason + ".");
	}

	/** What to do about it. */
	public String action() {
		return ACTION;
	}

}
