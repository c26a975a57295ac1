package io.github.socialhook.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

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

	/** Returns what a file holds with several secrets, one a line. */
	Stream<Secret> lines() {
		return new String(this.key, StandardCharsets.UTF_8).lines().map(Secret::of);
	}

	/** Whether it only names what should stand in its place. */
	boolean isPlaceholder() {
		String text = new String(this.key, StandardCharsets.UTF_8);
		return text.startsWith("${") && text.endsWith("}");
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
	public boolean equals(@Nullable Object other) {
		return other instanceof Secret secret && MessageDigest.isEqual(this.key, secret.key);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.key);
	}

	@Override
	public String toString() {
		return "******";
	}

}
