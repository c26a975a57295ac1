package io.github.socialhook.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The secret key of a webhook URL, as the Social+ console shows it. Its text
 * representation does not reveal it.
 */
public final class Secret {

	private final byte[] key;

	private Secret(byte[] key) {
		this.key = key;
	}

	/** A byte order mark, as some editors put before a file, is no part of it. */
	static Secret of(String text) {
		String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
		return new Secret(plain.strip().getBytes(StandardCharsets.UTF_8));
	}

	/** Splits the text of a file with several secrets, one per line. */
	Stream<Secret> lines() {
		return new String(this.key, StandardCharsets.UTF_8).lines().map(Secret::of);
	}

	/** Whether it is a placeholder that has not been resolved. */
	boolean isPlaceholder() {
		String text = new String(this.key, StandardCharsets.UTF_8);
		return text.startsWith("${") && text.endsWith("}");
	}

	/** Whether it has been read in a charset that does not have all of its characters. */
	boolean isUndecodable() {
		return new String(this.key, StandardCharsets.UTF_8).indexOf('\uFFFD') >= 0;
	}

	/** Whether it holds characters that are not to be seen, other than a plain blank. */
	boolean hasInvisibleCharacters() {
		return new String(this.key, StandardCharsets.UTF_8).codePoints().anyMatch(Secret::isInvisible);
	}

	/**
	 * Returns the key without characters that are not to be seen.
	 * @return the bytes of the text that can be seen
	 */
	public byte[] visibleKey() {
		return new String(this.key, StandardCharsets.UTF_8).codePoints()
			.filter((character) -> !isInvisible(character))
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString()
			.getBytes(StandardCharsets.UTF_8);
	}

	private static boolean isInvisible(int character) {
		int type = Character.getType(character);
		return type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR
				|| type == Character.PARAGRAPH_SEPARATOR || (type == Character.SPACE_SEPARATOR && character != ' ');
	}

	boolean isEmpty() {
		return this.key.length == 0;
	}

	/**
	 * Returns the key of the HMAC.
	 * @return the UTF-8 bytes of the text, not what the text may encode: the array
	 * itself, which must not be changed
	 */
	public byte[] key() {
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
