package io.github.socialhook.forward;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * A symmetric secret of Standard Webhooks: {@code whsec_} and the Base64 of the key. Its
 * text representation does not reveal it.
 */
final class SigningSecret {

	static final String PREFIX = "whsec_";

	/** The sizes that the specification recommends. */
	static final int MIN_BYTES = 24;

	static final int MAX_BYTES = 64;

	private static final String ALGORITHM = "HmacSHA256";

	private final byte[] key;

	private final String text;

	private SigningSecret(String text, byte[] key) {
		this.text = text;
		this.key = key;
	}

	/**
	 * Reads a secret.
	 * @throws IllegalArgumentException if it is none, with a reason that does not show it
	 */
	static SigningSecret parse(String text) {
		if (!text.startsWith(PREFIX)) {
			throw new IllegalArgumentException("does not begin with " + PREFIX);
		}
		byte[] key = decode(text.substring(PREFIX.length()));
		if (key.length < MIN_BYTES || key.length > MAX_BYTES) {
			throw new IllegalArgumentException(
					"has " + key.length + " bytes instead of " + MIN_BYTES + " to " + MAX_BYTES);
		}
		return new SigningSecret(text, key);
	}

	private static byte[] decode(String text) {
		try {
			return Base64.getDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			// Its message shows a character of the secret.
			throw new IllegalArgumentException("is not Base64 after " + PREFIX);
		}
	}

	/** Signs a message: version 1, symmetric. */
	String sign(String id, long timestamp, byte[] body) {
		Mac mac = mac();
		mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
		return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
	}

	private Mac mac() {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(this.key, ALGORITHM));
			return mac;
		}
		catch (NoSuchAlgorithmException | InvalidKeyException ex) {
			// Every Java platform has it, and it takes any key that is not empty.
			throw new IllegalStateException(ex);
		}
	}

	/** Whether it can be read out of a text. */
	boolean isIn(String other) {
		return other.contains(this.text) || other.contains(this.text.substring(PREFIX.length()));
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SigningSecret secret && Arrays.equals(this.key, secret.key);
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
