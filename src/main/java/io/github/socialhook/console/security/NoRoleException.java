package io.github.socialhook.console.security;

import java.io.Serial;

import org.springframework.security.core.AuthenticationException;

/** Somebody is known, and has no role here. */
public final class NoRoleException extends AuthenticationException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String name;

	/**
	 * Creates an exception.
	 * @param name the name of the user
	 */
	public NoRoleException(String name) {
		super("User '" + name + "' has no role here");
		this.name = name;
	}

	/**
	 * Returns who it is.
	 * @return the name of the user
	 */
	public String name() {
		return this.name;
	}

}
