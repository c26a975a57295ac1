package io.github.socialhook.console.security;

import java.io.Serial;

import org.springframework.security.core.AuthenticationException;

/** A login was not verified, because too many have failed. */
final class TooManyFailedLoginsException extends AuthenticationException {

	@Serial
	private static final long serialVersionUID = 1L;

	TooManyFailedLoginsException() {
		super("Too many logins have failed");
	}

}
