package io.github.socialhook.console.security;

/** What a user may do. */
public enum Role {

	/** Read everything, change nothing. */
	VIEWER,

	/** Read and change everything. */
	OPERATOR;

	/**
	 * Returns the role as an authority of Spring Security.
	 * @return its name
	 */
	public String authority() {
		return "SOCIALHOOK_" + name();
	}

}
