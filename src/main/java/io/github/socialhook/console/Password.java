package io.github.socialhook.console;

import java.util.regex.Pattern;

/** The encoded form of a user's password. Never shows itself. */
final class Password {

	private static final Pattern BCRYPT = Pattern.compile("\\{bcrypt}\\$2[aby]?\\$\\d\\d\\$[./0-9A-Za-z]{53}");

	private final String encoded;

	private Password(String encoded) {
		this.encoded = encoded;
	}

	static Password of(String encoded) {
		return new Password(encoded.strip());
	}

	/** Whether it is encoded in a way that can be verified. */
	boolean isEncoded() {
		return BCRYPT.matcher(this.encoded).matches();
	}

	String encoded() {
		return this.encoded;
	}

	@Override
	public String toString() {
		return "******";
	}

}
