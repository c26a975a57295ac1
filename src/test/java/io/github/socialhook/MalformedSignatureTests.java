package io.github.socialhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A signature in another form is looked into, but within the limits for every request.
 */
@RunningService
@TestPropertySource(properties = "socialhook.max-body-size=1KB")
class MalformedSignatureTests {

	private static final String DETAIL = "The header x-amity-signature must have 44 characters of padded, standard "
			+ "Base64.";

	@Autowired
	private Door door;

	@AfterEach
	void stillServes() {
		this.door.requireThatItStillServes();
	}

	private static WebhookRequest inHexadecimal() {
		WebhookRequest request = WebhookRequest.signed();
		byte[] digest = Base64.getDecoder().decode(request.genuineSignature());
		return request.withSignature(HexFormat.of().formatHex(digest));
	}

	/** Before, it waited for the body, and answered 408. */
	@Test
	void waitsForNoBodyThatIsLargerThanAllowed() {
		double before = count("rejected");
		WebhookRequest request = inHexadecimal().replacing("Content-Length", 262_144).sending("");
		assertThat(this.door.sendInVain(request)).isUnauthorized(DETAIL);
		assertThat(count("rejected")).isEqualTo(before + 1);
	}

	@Test
	void readsNoMoreThanAllowedOfChunks() {
		WebhookRequest request = inHexadecimal().chunked(5).sending("1000\r\n" + "a".repeat(4096));
		try (Wire wire = this.door.open()) {
			assertThat(wire.send(request.bytes()).answer()).isUnauthorized(DETAIL);
		}
	}

	@Test
	void keepsNoConnectionWhoseBodyIsLargerThanAllowed() {
		byte[] body = "a".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
		WebhookRequest large = WebhookRequest.unsigned(body);
		try (Wire wire = this.door.open()) {
			assertThat(wire.send(large.head()).answer()).hasStatus(401);
			assertThat(wire.isClosedInSilence()).isTrue();
		}
	}

	@Test
	void countsOneWhoseBodyDoesNotCome() {
		double before = count("too_slow");
		RawAnswer answer = answerTo(408, inHexadecimal().sending(""));
		assertThat(answer).isProblem(408, "Request Timeout", "The body did not arrive in time.");
		assertThat(count("too_slow")).isEqualTo(before + 1);
	}

	@Test
	void countsOneWhoseBodyBreaksOff() {
		double before = count("aborted");
		assertThat(answerTo(400, inHexadecimal().sending("{"))).isNotUnderstood();
		assertThat(count("aborted")).isEqualTo(before + 1);
	}

	/** Of the others, which come too soon after each other, no body is read. */
	private RawAnswer answerTo(int status, WebhookRequest request) {
		return Awaitility.await().pollInterval(Duration.ofMillis(600)).until(() -> {
			try (Wire wire = this.door.open()) {
				wire.send(request.bytes());
				return (status == 400) ? wire.finish().answer() : wire.answer();
			}
		}, (answer) -> answer.status() == status);
	}

	private double count(String outcome) {
		String line = "socialhook_requests_total{endpoint=\"default\",outcome=\"" + outcome + "\"} ";
		try (Wire wire = this.door.openOperations()) {
			return wire.send("GET /actuator/prometheus HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
				.answer()
				.body()
				.lines()
				.filter((each) -> each.startsWith(line))
				.mapToDouble((each) -> Double.parseDouble(each.substring(line.length())))
				.sum();
		}
	}

}
