package io.github.socialhook.console;

import java.io.Serial;

import org.springframework.security.core.AuthenticationException;

/** So many logins have failed that no further one is looked at for the moment. */
final class TooManyLoginsException extends AuthenticationException {

	@Serial
	private static final long serialVersionUID = 1L;

	TooManyLoginsException() {
		super("Too many logins have failed");
	}

}
