package io.github.socialhook.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.socialhook.endpoint.Secret;

/**
 * Verifies the signature that Social+ sends in {@code x-amity-signature}: standard Base64
 * with padding of the 32 bytes of HMAC-SHA256 over the body. Source:
 * <a href="https://docs.social.plus/developers/beta-features/webhook-events">Webhook
 * events</a>.
 */
final class SignatureVerifier {

	/** 32 bytes in Base64: 43 characters and one of padding. */
	private static final int LENGTH = 44;

	private static final String ALGORITHM = "HmacSHA256";

	private final List<Secret> secrets;

	private final List<Mac> keyed;

	SignatureVerifier(List<Secret> secrets) {
		this(secrets, secrets.stream().map(Secret::key));
	}

	private SignatureVerifier(List<Secret> secrets, Stream<byte[]> keys) {
		this.secrets = secrets;
		this.keyed = keys.map(SignatureVerifier::key).toList();
	}

	/** Creates a verifier for keys that need not be the text of a secret. */
	static SignatureVerifier ofKeys(byte[]... keys) {
		return new SignatureVerifier(List.of(), Stream.of(keys));
	}

	private static Mac key(byte[] key) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(key, ALGORITHM));
			return mac;
		}
		catch (GeneralSecurityException ex) {
			// Every Java platform is required to support HmacSHA256, which takes any key.
			throw new IllegalStateException(ex);
		}
	}

	/** Whether this could be a signature of anything: cheap, and needs no body. */
	static boolean isWellFormed(String signature) {
		if (signature.length() != LENGTH || signature.charAt(LENGTH - 1) != '=') {
			return false;
		}
		for (int i = 0; i < LENGTH - 1; i++) {
			char c = signature.charAt(i);
			boolean base64 = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+'
					|| c == '/';
			if (!base64) {
				return false;
			}
		}
		return true;
	}

	/** Whether one of the secrets makes this signature of the body, in constant time. */
	boolean verify(String signature, byte[] body) {
		return secretOf(signature, body) >= 0;
	}

	/**
	 * Finds the secret that makes this signature of the body, in constant time.
	 * @return its index, 0 for the newest; -1 if none does
	 */
	int secretOf(String signature, byte[] body) {
		byte[] presented = signature.getBytes(StandardCharsets.ISO_8859_1);
		int found = -1;
		for (int i = this.keyed.size() - 1; i >= 0; i--) {
			byte[] expected = Base64.getEncoder().encode(copy(this.keyed.get(i)).doFinal(body));
			found = MessageDigest.isEqual(expected, presented) ? i : found;
		}
		return found;
	}

	/** Whether there are several secrets, of which the older ones are to go. */
	boolean isRotating() {
		return this.keyed.size() > 1;
	}

	/** Whether one of the secrets makes this digest of the body, in constant time. */
	boolean matches(byte[] digest, byte[] body) {
		boolean genuine = false;
		for (Mac mac : this.keyed) {
			genuine |= MessageDigest.isEqual(copy(mac).doFinal(body), digest);
		}
		return genuine;
	}

	List<Secret> secrets() {
		return this.secrets;
	}

	/** A copy of a keyed Mac spares hashing the key again. */
	private static Mac copy(Mac mac) {
		try {
			return (Mac) mac.clone();
		}
		catch (CloneNotSupportedException ex) {
			// The JDK's own implementation can be cloned.
			throw new IllegalStateException(ex);
		}
	}

}
