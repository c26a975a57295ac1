package io.github.socialhook;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Where a request ends is for its own head to say, and for nobody to dispute. */
@RunningService
class FramingTests {

	@Autowired
	private Door door;

	@AfterEach
	void stillServes() {
		this.door.requireThatItStillServes();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7, 16, 4096 })
	void readsChunksOfAnySize(int size) {
		this.door.deliver(WebhookRequest.signed().chunked(size));
	}

	@Test
	void readsChunksOfOddSizes() {
		this.door
			.deliver(WebhookRequest.signed("{\"event\":\"a.odd\"}" + " ".repeat(70_000)).chunked(3, 1, 8191, 4, 8193));
	}

	@Test
	void readsChunksWithExtensionsAndTrailers() {
		WebhookRequest request = WebhookRequest.signed("{\"event\":\"a.trailer\"}");
		this.door
			.deliver(request.chunked(5).sending("15;a=b;c=\"d\"\r\n{\"event\":\"a.trailer\"}\r\n0\r\nX-A: b\r\n\r\n"));
	}

	@Test
	void takesNoSignatureFromATrailer() {
		WebhookRequest request = WebhookRequest.signed("{\"event\":\"a.late\"}");
		String late = "12\r\n{\"event\":\"a.late\"}\r\n0\r\n" + WebhookRequest.SIGNATURE + ": "
				+ request.genuineSignature() + "\r\n\r\n";
		assertThat(this.door.sendInVain(request.without(WebhookRequest.SIGNATURE).chunked(5).sending(late)))
			.hasStatus(401);
	}

	@ParameterizedTest
	@ValueSource(strings = { "zz\r\n{}\r\n0\r\n\r\n", "-2\r\n{}\r\n0\r\n\r\n", "0x2\r\n{}\r\n0\r\n\r\n",
			"\r\n{}\r\n0\r\n\r\n", "ffffffffffffffff\r\n{}\r\n0\r\n\r\n", "2\r\n{}0\r\n\r\n", "1\r\n{}\r\n0\r\n\r\n",
			" 2\r\n{}\r\n0\r\n\r\n", "{}" })
	void refusesBrokenChunks(String chunks) {
		assertThat(this.door.sendInVain(WebhookRequest.signed("{}").chunked(2).sending(chunks))).isNotUnderstood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "5\r\n{}", "2\r\n{}", "2\r\n{}\r\n", "2\r\n{}\r\n0\r\n", "2", "" })
	void refusesChunksThatEndTooEarly(String chunks) {
		assertRefusedWhenTheSenderStops(WebhookRequest.signed("{}").chunked(2).sending(chunks));
	}

	@Test
	void refusesBodyThatEndsTooEarly() {
		WebhookRequest request = WebhookRequest.signed("{\"event\":\"a.early\"}");
		assertRefusedWhenTheSenderStops(request.replacing("Content-Length", 20));
		assertRefusedWhenTheSenderStops(request.replacing("Content-Length", 50_000));
		assertRefusedWhenTheSenderStops(request.sending(""));
	}

	private void assertRefusedWhenTheSenderStops(WebhookRequest request) {
		long before = this.door.stored();
		try (Wire wire = this.door.open()) {
			assertThat(wire.send(request.bytes()).finish().answer()).isNotUnderstood();
			assertThat(wire.isClosedInSilence()).isTrue();
		}
		assertThat(this.door.stored()).isEqualTo(before);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "+2", "2, 2", "2,2", "0x2", "2.0", "two", "", "99999999999999999999" })
	void refusesLengthThatIsNoNumber(String length) {
		assertThat(this.door.sendInVain(WebhookRequest.signed("{}").replacing("Content-Length", length)))
			.isNotUnderstood();
	}

	@Test
	void refusesSeveralLengths() {
		assertThat(this.door.sendInVain(WebhookRequest.signed("{}").with("Content-Length", 2))).isNotUnderstood();
		assertThat(this.door.sendInVain(WebhookRequest.signed("{}").with("Content-Length", 7))).isNotUnderstood();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "xchunked", "identity", "gzip, chunked", "chunked, identity", "chunked, chunked",
			"\u000bchunked" })
	void refusesOtherTransferEncoding(String encoding) {
		WebhookRequest request = WebhookRequest.signed("{}").chunked(2).replacing("Transfer-Encoding", encoding);
		assertThat(this.door.sendInVain(request)).isNotUnderstood();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void letsNoSecondRequestBeSmuggledIn(String kind, WebhookRequest outer) {
		WebhookRequest inner = WebhookRequest.signed();
		long before = this.door.stored();
		try (Wire wire = this.door.open()) {
			wire.send(outer.bytes()).send(inner.bytes()).finish();
			assertThat(wire.answer().status()).isEqualTo(400);
			assertThat(wire.isClosedInSilence()).isTrue();
		}
		assertThat(this.door.stored()).isEqualTo(before);
	}

	static Stream<Arguments> letsNoSecondRequestBeSmuggledIn() {
		WebhookRequest request = WebhookRequest.signed("{}");
		return Stream.of(Arguments.of("two lengths", request.with("Content-Length", 0)),
				Arguments.of("a length with a sign", request.replacing("Content-Length", "+2")),
				Arguments.of("two encodings", request.chunked(2).with("Transfer-Encoding", "identity")),
				Arguments.of("a blank before the colon", request.with("Transfer-Encoding ", "chunked")),
				Arguments.of("a header without a name", request.with("", "chunked")),
				Arguments.of("a broken chunk", request.chunked(2).sending("2\r\n{}x0\r\n\r\n")),
				Arguments.of("two hosts", request.with("Host", "elsewhere.example")),
				Arguments.of("no host", request.without("Host")));
	}

	@Test
	void goesByTheChunksIfThereIsALengthToo() {
		WebhookRequest request = WebhookRequest.signed().chunked(7).with("Content-Length", 3);
		try (Wire wire = this.door.open()) {
			wire.send(request.bytes()).send(WebhookRequest.signed().bytes());
			assertThat(wire.answer()).isAcknowledged().hasHeader("Connection", "close");
			assertThat(wire.isClosedInSilence()).isTrue();
		}
	}

	@Test
	void answersPipelinedRequestsInTheirOrder() {
		WebhookRequest last = WebhookRequest.signed().chunked(5);
		List<WebhookRequest> requests = List.of(WebhookRequest.signed(), WebhookRequest.unsigned(),
				WebhookRequest.signed().to("/elsewhere"), WebhookRequest.signed("no json").withSecret("another"),
				WebhookRequest.signed().withMethod("PUT"), last);
		long before = this.door.stored();
		try (Wire wire = this.door.open()) {
			requests.forEach((request) -> wire.send(request.bytes()));
			assertThat(requests.stream().map((request) -> wire.answer().status())).containsExactly(200, 401, 404, 401,
					405, 200);
		}
		assertThat(this.door.stored()).isEqualTo(before + 2);
	}

	@Test
	void keepsTheConnectionForTheNextRequest() {
		try (Wire wire = this.door.open()) {
			for (int i = 0; i < 20; i++) {
				assertThat(wire.send(WebhookRequest.signed().bytes()).answer()).isAcknowledged();
				assertThat(wire.send(WebhookRequest.unsigned().bytes()).answer()).hasStatus(401);
			}
		}
	}

	@Test
	void asksForTheBodyOnlyIfItWants() {
		WebhookRequest request = WebhookRequest.signed().with("Expect", "100-continue");
		try (Wire wire = this.door.open()) {
			assertThat(wire.send(request.head()).answer()).hasStatus(100);
			assertThat(wire.send(request.body()).answer()).isAcknowledged();
		}
		assertThat(this.door.sendInVain(request.without(WebhookRequest.SIGNATURE).sending(""))).hasStatus(401);
		assertThat(this.door.sendInVain(request.replacing("Content-Length", 2_000_000).sending(""))).isTooLarge();
		assertThat(this.door.sendInVain(request.replacing("Expect", "a miracle"))).isProblem(417, "Expectation Failed",
				"The request is malformed.");
	}

	@Test
	void speaksNoHttp2UnlessItIsSwitchedOn() {
		WebhookRequest request = WebhookRequest.signed()
			.with("Connection", "Upgrade, HTTP2-Settings")
			.with("Upgrade", "h2c")
			.with("HTTP2-Settings", "AAMAAABkAAQAoAAAAAIAAAAA");
		assertThat(this.door.send(request)).isAcknowledged();
		try (Wire wire = this.door.open()) {
			assertThat(wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0").isClosedInSilence()).isTrue();
		}
	}

	@Test
	void readsHeadersThatGoOnInTheNextLineAsAWhole() {
		this.door.deliver(WebhookRequest.signed().with("X-A", "b\r\n c"));
		WebhookRequest request = WebhookRequest.signed();
		assertThat(this.door.sendInVain(request.with("Transfer-Encoding", "\r\n chunked"))).isNotUnderstood();
		assertThat(this.door.sendInVain(request.with("X-A", "b\r\n c\0"))).isNotUnderstood();
	}

	@Test
	void readsBodyThatComesByteForByte() {
		WebhookRequest request = WebhookRequest.signed();
		try (Wire wire = this.door.open()) {
			for (byte each : request.bytes()) {
				wire.send(new byte[] { each });
			}
			assertThat(wire.answer()).isAcknowledged();
		}
	}

	@Test
	void takesBareLineFeedsForLineEnds() {
		WebhookRequest request = WebhookRequest.signed();
		String head = new String(request.head(), StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
		try (Wire wire = this.door.open()) {
			assertThat(wire.send(head).send(request.body()).answer()).isAcknowledged();
		}
	}

	@Test
	void speaksTheOlderVersionToo() {
		String request = new String(WebhookRequest.signed().bytes(), StandardCharsets.UTF_8);
		try (Wire wire = this.door.open()) {
			assertThat(wire.send(request.replace("HTTP/1.1", "HTTP/1.0")).answer()).isAcknowledged();
			assertThat(wire.isClosedInSilence()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\0\1\2\r\n\r\n", "POST /webhooks HTTP/2.0\r\nHost: a\r\n\r\n",
			"POST /webhooks HTTP/9.9\r\nHost: a\r\n\r\n", "POST /webhooks JTTP/1.1\r\nHost: a\r\n\r\n",
			"\u0016\u0003\u0001\0\u0005\u0001\0\0\u0001\u0003\r\n\r\n", "POST /webhooks HTTP/1.1\r\ngarbage\r\n\r\n",
			"POST /webhooks HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", "SSH-2.0-x\r\n\r\n" })
	void doesNotUnderstandWhatIsNoHttp(String text) {
		try (Wire wire = this.door.open()) {
			assertThat(wire.send(text).finish().answer()).isNotUnderstood();
			assertThat(wire.isClosedInSilence()).isTrue();
		}
	}

	@Test
	void doesNotUnderstandHeadThatIsTooLarge() {
		assertThat(this.door.sendInVain(WebhookRequest.signed().with("X-A", "a".repeat(20_000)))).isNotUnderstood();
		WebhookRequest request = WebhookRequest.signed();
		for (int i = 0; i < 200; i++) {
			request = request.with("X-" + i, i);
		}
		assertThat(this.door.sendInVain(request)).isNotUnderstood();
	}

}
