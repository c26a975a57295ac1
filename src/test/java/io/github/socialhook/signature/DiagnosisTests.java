package io.github.socialhook.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.socialhook.endpoint.EndpointFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What went wrong between a sender and here is told apart. */
class DiagnosisTests {

	private static final String SECRET = "QWxhZGRpbjpvcGVuIHNlc2FtZQ==";

	private static final String BODY = """
			{"event":"post.didCreate","data":{"text":"Grüße, a/b \\" {  } 😀","n":1.50}}""";

	private final AtomicLong nanos = new AtomicLong();

	private final EndpointVerifiers endpoints = new EndpointVerifiers(
			EndpointFixture.endpoints(EndpointFixture.endpoint("default", "/webhooks", SECRET),
					EndpointFixture.endpoint("second", "/webhooks/second", "another secret")));

	private final EndpointVerifier endpoint = this.endpoints.all().iterator().next();

	private final Diagnosis diagnosis = new Diagnosis(this.endpoints, this.nanos::get);

	private static byte[] digest(byte[] key, byte[] body) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		return mac.doFinal(body);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/** What is told of a body that arrives otherwise than it was signed. */
	private @Nullable String diagnose(byte[] signed, byte[] arrived) throws GeneralSecurityException {
		String signature = Base64.getEncoder().encodeToString(digest(bytes(SECRET), signed));
		assertThat(this.endpoint.current().verify(signature, arrived)).isFalse();
		return this.diagnosis.ofMismatch(this.endpoint, signature, arrived);
	}

	private @Nullable String diagnoseKey(byte[] key) throws GeneralSecurityException {
		return this.diagnosis.ofMismatch(this.endpoint, Base64.getEncoder().encodeToString(digest(key, bytes(BODY))),
				bytes(BODY));
	}

	@Test
	void knowsTheSecretOfAnotherEndpoint() throws Exception {
		assertThat(diagnoseKey(bytes("another secret"))).contains("'second'").contains("exchanged");
	}

	@Test
	void knowsAnEmptyBody() throws Exception {
		assertThat(diagnose(new byte[0], bytes(BODY))).contains("empty body");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n" })
	void knowsLineBreaks(String newline) throws Exception {
		assertThat(diagnose(bytes(BODY), bytes(BODY + newline))).contains("adds a line break");
		this.nanos.addAndGet(1_000_000_000);
		assertThat(diagnose(bytes(BODY + newline), bytes(BODY))).contains("removes a line break");
	}

	@Test
	void knowsAByteOrderMark() throws Exception {
		assertThat(diagnose(bytes(BODY), bytes("\ufeff" + BODY))).contains("byte order mark");
	}

	@Test
	void knowsAnotherCharset() throws Exception {
		byte[] twice = new String(bytes("{\"a\":\"Grüße\"}"), StandardCharsets.ISO_8859_1)
			.getBytes(StandardCharsets.UTF_8);
		assertThat(diagnose(bytes("{\"a\":\"Grüße\"}"), twice)).contains("ISO-8859-1");
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{ \"event\": \"post.didCreate\",\n\t\"data\": { \"text\": \"Grüße, a/b \\\" {  } 😀\", \"n\": 1.50 } }\r\n",
			"{\"event\":\"post.didCreate\",\"data\":{\"text\":\"Gr\\u00fc\\u00DFe, a/b \\\" {  } \\ud83d\\ude00\",\"n\":1.50}}",
			"{\"event\":\"post.didCreate\",\"data\":{\"text\":\"Grüße, a\\/b \\\" {  } 😀\",\"n\":1.50}}",
			"{\"event\": \"post.didCreate\", \"data\": {\"text\": \"Gr\\u00fc\\u00dfe, a/b \\\" {  } \\ud83d\\ude00\", \"n\": 1.50}}" })
	void knowsJsonThatWasWrittenAnew(String arrived) throws Exception {
		assertThat(diagnose(bytes(BODY), bytes(arrived))).contains("rewrites the JSON");
	}

	@Test
	void knowsJsonThatWasSignedInAscii() throws Exception {
		String signed = "{\"text\":\"Gr\\u00fc\\u00dfe \\ud83d\\ude00\",\"n\":1.50,\"big\":1e400}";
		assertThat(diagnose(bytes(signed), bytes("{ \"text\" : \"Grüße 😀\", \"n\": 1.50, \"big\": 1e400 }")))
			.contains("rewrites the JSON");
	}

	@Test
	void knowsWhatASecretIsTakenFor() throws Exception {
		assertThat(diagnoseKey(bytes(SECRET + "\n"))).contains("line break after it");
		assertThat(diagnoseKey(Base64.getDecoder().decode(SECRET))).contains("decoded from Base64");
		this.nanos.addAndGet(1_000_000_000);
		EndpointVerifier quoted = new EndpointVerifier(EndpointFixture.endpoint("quoted", "/quoted", "\"abc\""));
		EndpointVerifier hexadecimal = new EndpointVerifier(EndpointFixture.endpoint("hexadecimal", "/hex", "00ff10"));
		assertThat(this.diagnosis.ofMismatch(quoted,
				Base64.getEncoder().encodeToString(digest(bytes("abc"), bytes(BODY))), bytes(BODY)))
			.contains("quotes");
		assertThat(this.diagnosis.ofMismatch(hexadecimal,
				Base64.getEncoder().encodeToString(digest(new byte[] { 0, -1, 16 }, bytes(BODY))), bytes(BODY)))
			.contains("decoded from hexadecimal");
	}

	@Test
	void knowsOtherFormsOfTheRightDigest() throws Exception {
		byte[] body = bytes("{}");
		byte[] digest = digest(bytes(SECRET), body);
		String base64 = Base64.getEncoder().encodeToString(digest);
		String hexadecimal = HexFormat.of().formatHex(digest);
		assertThat(malformed(hexadecimal, body)).contains("in hexadecimal instead");
		assertThat(malformed("sha256=" + hexadecimal.toUpperCase(Locale.ROOT), body))
			.contains("in hexadecimal instead");
		assertThat(malformed(base64.substring(0, 43), body)).contains("without the padding");
		assertThat(malformed("sha256=" + base64, body)).contains("additional text");
		assertThat(malformed(Base64.getEncoder().encodeToString(bytes(hexadecimal)), body))
			.contains("in hexadecimal and that in Base64");
		byte[] otherBody = bytes("{\"n\":1}");
		for (int i = 0; SignatureVerifier.isWellFormed(forUrls(otherBody)); i++) {
			otherBody = bytes("{\"n\":" + i + "}");
		}
		assertThat(malformed(forUrls(otherBody), otherBody)).contains("URL-safe Base64");
	}

	private static String forUrls(byte[] body) throws GeneralSecurityException {
		return Base64.getUrlEncoder().encodeToString(digest(bytes(SECRET), body));
	}

	private @Nullable String malformed(String signature, byte[] body) {
		this.nanos.addAndGet(1_000_000_000);
		assertThat(SignatureVerifier.isWellFormed(signature)).isFalse();
		assertThat(this.diagnosis.isWorthReading(signature, body.length)).isTrue();
		assertThat(this.diagnosis.ofMalformed(this.endpoint, signature, bytes("another body"))).isNull();
		return this.diagnosis.ofMalformed(this.endpoint, signature, body);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<script>", "sha256=", "0123", "SGVsbG8=" })
	void readsNoBodyForWhatIsNoDigest(String signature) {
		assertThat(this.diagnosis.isWorthReading(signature, 2)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\":\"\\", "\\", "\"\\u12", "{\"a\":\"\\uzzzz\"}", "", "\ufeff", "\"\\ud83d\"" })
	void bearsWhatIsNoJson(String body) throws Exception {
		assertThat(diagnose(bytes("something else"), bytes(body))).isNull();
		assertThat(this.diagnosis.ofMismatch(this.endpoint, "x".repeat(43) + "=", new byte[] { -1, -2, '\\' }))
			.isNull();
	}

	@Test
	void knowsNothingOfAStranger() throws Exception {
		assertThat(diagnoseKey(bytes("guess"))).isNull();
	}

	@Test
	void looksAtAFewASecondOnly() throws Exception {
		String signature = Base64.getEncoder().encodeToString(digest(bytes("another secret"), bytes(BODY)));
		assertThat(told(signature, 1000)).isEqualTo(Diagnosis.PER_SECOND);
		this.nanos.addAndGet(500_000_000);
		assertThat(told(signature, 1000)).isEqualTo(1);
		this.nanos.addAndGet(3600_000_000_000L);
		assertThat(told(signature, 1000)).isEqualTo(Diagnosis.PER_SECOND);
		assertThat(this.diagnosis.isWorthReading("0".repeat(64), 2)).isFalse();
	}

	private int told(String signature, int number) {
		int told = 0;
		for (int i = 0; i < number; i++) {
			told += (this.diagnosis.ofMismatch(this.endpoint, signature, bytes(BODY)) != null) ? 1 : 0;
		}
		return told;
	}

	@Test
	void doesNotLookAtWhatIsLarge() throws Exception {
		byte[] large = new byte[Diagnosis.MAX_BYTES + 1];
		String signature = Base64.getEncoder().encodeToString(digest(bytes("another secret"), large));
		assertThat(this.diagnosis.ofMismatch(this.endpoint, signature, large)).isNull();
		assertThat(this.diagnosis.isWorthReading("0".repeat(64), Diagnosis.MAX_BYTES + 1)).isFalse();
	}

	@Test
	void showsNeitherSecretNorDigest() throws Exception {
		String told = diagnoseKey(bytes(SECRET + "\n"));
		assertThat(told).doesNotContain(SECRET, Base64.getEncoder().encodeToString(digest(bytes(SECRET), bytes(BODY))));
	}

}
