package io.github.socialhook.signature;

import java.nio.charset.StandardCharsets;

/**
 * The secret key of a webhook URL, as the Social+ console shows it. Never shows itself.
 */
final class Secret {

	private final String value;

	private Secret(String value) {
		this.value = value;
	}

	/** Called by Spring's conversion service for a property's value. */
	static Secret of(String value) {
		return new Secret(value.strip());
	}

	boolean isEmpty() {
		return this.value.isEmpty();
	}

	/**
	 * Returns the key of the HMAC: the UTF-8 bytes of the text, not what it may encode.
	 */
	byte[] key() {
		return this.value.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return "******";
	}

}
