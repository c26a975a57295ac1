package io.github.socialhook.sender;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs bodies with a secret, the way Social+ does. */
public final class WebhookSigner {

	private static final String ALGORITHM = "HmacSHA256";

	private final SecretKeySpec key;

	/**
	 * A signer for one endpoint.
	 * @param secret the secret of the endpoint
	 */
	public WebhookSigner(String secret) {
		this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
	}

	/**
	 * Signs a body.
	 * @param body the bytes as they are sent
	 * @return what belongs into the header: Base64 of the HMAC over these bytes
	 */
	public String sign(byte[] body) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return Base64.getEncoder().encodeToString(mac.doFinal(body));
		}
		catch (GeneralSecurityException ex) {
			// Every Java platform is required to support HmacSHA256, which takes any key.
			throw new IllegalStateException(ex);
		}
	}

}
