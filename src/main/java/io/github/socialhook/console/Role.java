package io.github.socialhook.console;

/** What a user may do. */
enum Role {

	/** Look at everything, change nothing. */
	VIEWER,

	/** Look at everything and do everything. */
	OPERATOR;

	String authority() {
		return "SOCIALHOOK_" + name();
	}

}
