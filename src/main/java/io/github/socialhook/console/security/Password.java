package io.github.socialhook.console.security;

import java.util.regex.Pattern;

/** The encoded password of a user. Its string form does not contain it. */
public final class Password {

	private static final Pattern BCRYPT = Pattern.compile("\\{bcrypt}\\$2[aby]?\\$\\d\\d\\$[./0-9A-Za-z]{53}");

	private final String encoded;

	private Password(String encoded) {
		this.encoded = encoded;
	}

	static Password of(String encoded) {
		return new Password(encoded.strip());
	}

	/** Whether it is encoded with bcrypt. */
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
