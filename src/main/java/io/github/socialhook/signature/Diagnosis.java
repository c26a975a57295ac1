package io.github.socialhook.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

import io.github.socialhook.endpoint.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why a signature is wrong, for the person on call, by trying what is known to
 * go wrong between a sender and a receiver. That costs more than a verification, so it is
 * limited to a few requests a second. The sender does not learn the result.
 */
final class Diagnosis {

	static final int PER_SECOND = 2;

	/** A larger body would cost too much. */
	static final int MAX_BYTES = 256 * 1024;

	private static final Pattern PREFIX = Pattern.compile("^(?i)(sha256|hmac-sha256|v1)[=:, ] ?");

	private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]{64}");

	private static final Pattern UNPADDED = Pattern.compile("[A-Za-z0-9+/]{43}");

	private static final Pattern URL_SAFE = Pattern.compile("[A-Za-z0-9_-]{43}=?");

	private static final Pattern HEXADECIMAL_IN_BASE64 = Pattern.compile("[A-Za-z0-9+/]{86}==");

	private final EndpointVerifiers endpoints;

	private final RateLimiter limiter;

	Diagnosis(EndpointVerifiers endpoints, LongSupplier nanos) {
		this.endpoints = endpoints;
		this.limiter = new RateLimiter(PER_SECOND, nanos);
	}

	/**
	 * Whether a malformed signature may be a correct one in another form, so that the
	 * body is worth reading. If so, one permit of the rate limit is used.
	 */
	boolean isWorthReading(String signature, long length) {
		return length <= MAX_BYTES && formOf(signature) != null && this.limiter.tryAcquire();
	}

	/** Returns the cause of a malformed signature, if it can be found. */
	@Nullable String ofMalformed(EndpointVerifier endpoint, String signature, byte[] body) {
		Form form = formOf(signature);
		return (form != null && endpoint.current().matches(form.digest(), body)) ? "The digest is right, but written "
				+ form.name() + " instead of in padded, standard Base64. The " + "program that signs is not Social+."
				: null;
	}

	/**
	 * Returns the cause of a wrong signature, if it can be found within the rate limit.
	 */
	@Nullable String ofMismatch(EndpointVerifier endpoint, String signature, byte[] body) {
		if (body.length > MAX_BYTES || !this.limiter.tryAcquire()) {
			return null;
		}
		for (EndpointVerifier other : this.endpoints.all()) {
			if (!other.endpoint().equals(endpoint.endpoint()) && other.current().verify(signature, body)) {
				return "It is signed with a secret of the endpoint '" + other.endpoint()
						+ "': their URLs or secrets are exchanged.";
			}
		}
		SignatureVerifier verifier = endpoint.current();
		for (Variant variant : bodies(body)) {
			if (verifier.verify(signature, variant.bytes())) {
				return "The secret is right, but " + variant.cause();
			}
		}
		for (Secret secret : verifier.secrets()) {
			for (Variant variant : keys(secret)) {
				if (SignatureVerifier.ofKeys(variant.bytes()).verify(signature, body)) {
					return "It is signed with the configured secret, but " + variant.cause();
				}
			}
		}
		return null;
	}

	private static @Nullable Form formOf(String signature) {
		String rest = PREFIX.matcher(signature.strip()).replaceFirst("");
		if (HEXADECIMAL.matcher(rest).matches()) {
			return new Form("in hexadecimal", HexFormat.of().parseHex(rest));
		}
		if (UNPADDED.matcher(rest).matches()) {
			return new Form("without the padding", Base64.getDecoder().decode(rest));
		}
		if (SignatureVerifier.isWellFormed(rest)) {
			return new Form("with additional text", Base64.getDecoder().decode(rest));
		}
		if (URL_SAFE.matcher(rest).matches()) {
			return new Form("in URL-safe Base64", Base64.getUrlDecoder().decode(rest));
		}
		if (HEXADECIMAL_IN_BASE64.matcher(rest).matches()) {
			String inner = new String(Base64.getDecoder().decode(rest), StandardCharsets.ISO_8859_1);
			return HEXADECIMAL.matcher(inner).matches()
					? new Form("in hexadecimal and that in Base64", HexFormat.of().parseHex(inner)) : null;
		}
		return null;
	}

	/** Returns what the body may have been before something on the way changed it. */
	private static List<Variant> bodies(byte[] body) {
		List<Variant> variants = new ArrayList<>();
		variants.add(new Variant(new byte[0], "the signature is that of an empty body."));
		String newline = "an intermediary %s a line break at the end of the body.";
		if (endsWith(body, "\r\n")) {
			variants.add(new Variant(Arrays.copyOf(body, body.length - 2), newline.formatted("adds")));
		}
		if (endsWith(body, "\n")) {
			variants.add(new Variant(Arrays.copyOf(body, body.length - 1), newline.formatted("adds")));
		}
		variants.add(new Variant(append(body, "\n"), newline.formatted("removes")));
		variants.add(new Variant(append(body, "\r\n"), newline.formatted("removes")));
		if (body.length > 3 && body[0] == (byte) 0xef && body[1] == (byte) 0xbb && body[2] == (byte) 0xbf) {
			variants.add(new Variant(Arrays.copyOfRange(body, 3, body.length),
					"an intermediary adds a byte order mark to the body."));
		}
		String text = new String(body, StandardCharsets.UTF_8);
		if (text.chars().allMatch((c) -> c <= 0xff) && !text.chars().allMatch((c) -> c <= 0x7f)) {
			variants.add(new Variant(text.getBytes(StandardCharsets.ISO_8859_1),
					"an intermediary reads the body as ISO-8859-1 and converts it to UTF-8."));
		}
		String rewritten = "an intermediary, a proxy or a gateway, rewrites the JSON of the body. It must forward "
				+ "the bytes unchanged.";
		for (CompactJson form : CompactJson.FORMS) {
			byte[] compact = form.write(body);
			if (compact != null) {
				variants.add(new Variant(compact, rewritten));
			}
		}
		return variants;
	}

	private static boolean endsWith(byte[] body, String end) {
		int start = body.length - end.length();
		return start >= 0 && new String(body, start, end.length(), StandardCharsets.ISO_8859_1).equals(end);
	}

	private static byte[] append(byte[] body, String end) {
		byte[] longer = Arrays.copyOf(body, body.length + end.length());
		byte[] tail = end.getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(tail, 0, longer, body.length, tail.length);
		return longer;
	}

	/** Returns the keys that the secret may have been mistaken for. */
	private static List<Variant> keys(Secret secret) {
		byte[] key = secret.key();
		String text = new String(key, StandardCharsets.UTF_8);
		List<Variant> variants = new ArrayList<>();
		variants.add(new Variant(append(key, "\n"), "with a line break after it, as at the end of a file."));
		byte[] visible = secret.visibleKey();
		if (visible.length < key.length) {
			variants.add(new Variant(visible,
					"without the invisible characters that it has here, such as a no-break space: remove them from "
							+ "the configuration."));
		}
		if (text.length() > 2 && text.matches("(?s)\".*\"|'.*'")) {
			variants.add(new Variant(text.substring(1, text.length() - 1).getBytes(StandardCharsets.UTF_8),
					"without the quotes that it has here: remove them from the configuration."));
		}
		if (text.length() % 2 == 0 && text.chars().allMatch(HexFormat::isHexDigit)) {
			variants
				.add(new Variant(HexFormat.of().parseHex(text), "decoded from hexadecimal. Social+ uses it as text."));
		}
		if (text.matches("[A-Za-z0-9+/]+={0,2}") && text.length() % 4 == 0) {
			variants
				.add(new Variant(Base64.getDecoder().decode(text), "decoded from Base64. Social+ uses it as text."));
		}
		variants.removeIf((variant) -> variant.bytes().length == 0);
		return variants;
	}

	/**
	 * Another way to write a digest.
	 *
	 * @param name how it is written
	 * @param digest the digest
	 */
	@SuppressWarnings("ArrayRecordComponent") // used at once, never compared
	private record Form(String name, byte[] digest) {

	}

	/**
	 * A body or a key that may have been used for the signature.
	 *
	 * @param bytes the body or the key
	 * @param cause what that means
	 */
	@SuppressWarnings("ArrayRecordComponent") // used at once, never compared
	private record Variant(byte[] bytes, String cause) {

	}

}
