package io.github.socialhook.demo;

import java.io.Serial;

/** The demo was asked for where a real receiver is configured. */
final class DemoRefusedException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String setting;

	DemoRefusedException(String setting) {
		super("The demo was requested, but " + setting + " is set: this looks like a real receiver.");
		this.setting = setting;
	}

	String setting() {
		return this.setting;
	}

}
