package io.github.socialhook.signature;

import java.nio.charset.StandardCharsets;

/**
 * The secret key of a webhook URL, as the Social+ console shows it. Never shows itself.
 */
final class Secret {

	private final byte[] key;

	/** For a key that is no text. */
	Secret(byte[] key) {
		this.key = key;
	}

	static Secret of(String text) {
		return new Secret(text.strip().getBytes(StandardCharsets.UTF_8));
	}

	boolean isEmpty() {
		return this.key.length == 0;
	}

	/**
	 * Returns the key of the HMAC: the UTF-8 bytes of the text, not what it may encode.
	 */
	byte[] key() {
		return this.key;
	}

	@Override
	public String toString() {
		return "******";
	}

}
