package io.github.socialhook.console.security;

/** What a user may do. */
enum Role {

	/** Read everything, change nothing. */
	VIEWER,

	/** Read and change everything. */
	OPERATOR;

	String authority() {
		return "SOCIALHOOK_" + name();
	}

}
