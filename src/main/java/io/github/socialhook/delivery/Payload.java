package io.github.socialhook.delivery;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The exact bytes of a webhook request's body. Two payloads are equal when their bytes
 * are. It never shows its content in {@link #toString()}.
 */
public final class Payload {

	private final byte[] bytes;

	/** Computed when it is first asked for. */
	private volatile byte @Nullable [] digest;

	private Payload(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Wraps a body without copying it.
	 * @param bytes the body, which the caller must not change afterwards
	 * @return the payload
	 */
	public static Payload of(byte[] bytes) {
		return new Payload(bytes);
	}

	/**
	 * Returns the bytes as they were sent.
	 * @return the array itself, not a copy: it must not be changed
	 */
	public byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Returns the number of bytes.
	 * @return the length of the body
	 */
	public int size() {
		return this.bytes.length;
	}

	/**
	 * Returns the SHA-256 digest of the bytes.
	 * @return 32 bytes; the array itself, not a copy: it must not be changed
	 */
	public byte[] digest() {
		byte[] known = this.digest;
		if (known == null) {
			known = compute();
			this.digest = known;
		}
		return known;
	}

	private byte[] compute() {
		try {
			return MessageDigest.getInstance("SHA-256").digest(this.bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			// Every Java platform is required to support SHA-256.
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Payload that && MessageDigest.isEqual(this.bytes, that.bytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return this.bytes.length + " bytes";
	}

}
