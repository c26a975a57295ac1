package io.github.socialhook.store.reference;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import io.github.socialhook.delivery.Subject;

/**
 * The number by which the index knows a reference: the first eight bytes of a SHA-256,
 * which is shorter than an id, and tells nobody who somebody is.
 */
public final class ReferenceKey {

	private ReferenceKey() {
	}

	/** Returns the number. */
	public static long of(Subject reference) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			return ByteBuffer.wrap(digest.digest(reference.toString().getBytes(StandardCharsets.UTF_8))).getLong();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

}
