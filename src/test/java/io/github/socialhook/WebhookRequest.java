package io.github.socialhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request as it goes over the wire: what Social+ would send, except for what a test
 * changes in it.
 *
 * @param method the first word
 * @param target the second word
 * @param headers the lines of the head, without their ends
 * @param body the bytes that were signed
 * @param payload the bytes that follow the head
 */
record WebhookRequest(String method, String target, List<String> headers, byte[] body, byte[] payload) {

	static final String SIGNATURE = "x-amity-signature";

	static final String LEGACY_SIGNATURE = "x-eko-signature";

	private static final AtomicInteger numbers = new AtomicInteger();

	/** A genuine request with a body that nobody has sent before. */
	static WebhookRequest signed() {
		return signed(String.format(Locale.ROOT, "{\"event\":\"door.didTest\",\"data\":{\"number\":%d}}",
				numbers.incrementAndGet()));
	}

	static WebhookRequest signed(String body) {
		return signed(body.getBytes(StandardCharsets.UTF_8));
	}

	static WebhookRequest signed(byte[] body) {
		return unsigned(body).withSecret(Door.SECRET);
	}

	static WebhookRequest unsigned() {
		return signed().without(SIGNATURE);
	}

	static WebhookRequest unsigned(byte[] body) {
		List<String> headers = List.of("Host: localhost", "User-Agent: node-superagent/4.0.0",
				"Content-Type: application/json", "Content-Length: " + body.length);
		return new WebhookRequest("POST", "/webhooks", headers, body, body);
	}

	static String sign(byte[] body, String secret) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			return Base64.getEncoder().encodeToString(mac.doFinal(body));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	WebhookRequest withSecret(String secret) {
		return withSignature(sign(this.body, secret));
	}

	WebhookRequest withSignature(String signature) {
		return replacing(SIGNATURE, signature);
	}

	/** The signature that this body has to have. */
	String genuineSignature() {
		return sign(this.body, Door.SECRET);
	}

	WebhookRequest withMethod(String other) {
		return new WebhookRequest(other, this.target, this.headers, this.body, this.payload);
	}

	WebhookRequest to(String other) {
		return new WebhookRequest(this.method, other, this.headers, this.body, this.payload);
	}

	/** Adds a header, even if there is one of that name. */
	WebhookRequest with(String name, Object value) {
		List<String> more = new ArrayList<>(this.headers);
		more.add(name + ": " + value);
		return new WebhookRequest(this.method, this.target, more, this.body, this.payload);
	}

	WebhookRequest without(String name) {
		String start = name.toLowerCase(Locale.ROOT) + ":";
		List<String> fewer = this.headers.stream()
			.filter((header) -> !header.toLowerCase(Locale.ROOT).startsWith(start))
			.toList();
		return new WebhookRequest(this.method, this.target, fewer, this.body, this.payload);
	}

	WebhookRequest replacing(String name, Object value) {
		return without(name).with(name, value);
	}

	/** Sends other bytes than those that were signed. */
	WebhookRequest sending(byte[] other) {
		return new WebhookRequest(this.method, this.target, this.headers, this.body, other);
	}

	WebhookRequest sending(String other) {
		return sending(other.getBytes(StandardCharsets.UTF_8));
	}

	/** Sends the body in chunks of these sizes, over and over. */
	WebhookRequest chunked(int... sizes) {
		ByteArrayOutputStream chunks = new ByteArrayOutputStream();
		int offset = 0;
		for (int i = 0; offset < this.body.length; i++) {
			int size = Math.min(sizes[i % sizes.length], this.body.length - offset);
			chunks.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
			chunks.write(this.body, offset, size);
			chunks.writeBytes(new byte[] { '\r', '\n' });
			offset += size;
		}
		chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		return without("Content-Length").with("Transfer-Encoding", "chunked").sending(chunks.toByteArray());
	}

	byte[] head() {
		String lines = String.join("\r\n", this.headers);
		return "%s %s HTTP/1.1\r\n%s\r\n\r\n".formatted(this.method, this.target, lines)
			.getBytes(StandardCharsets.ISO_8859_1);
	}

	byte[] bytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(head());
		bytes.writeBytes(this.payload);
		return bytes.toByteArray();
	}

	@Override
	public String toString() {
		return this.method + " " + this.target + " " + this.headers + ", " + this.payload.length + " bytes";
	}

}
