package io.github.socialhook;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

import io.github.socialhook.delivery.DeliveryState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is genuine is stored as it came, and what it is comes out later. */
@RunningService
class BodyTests {

	private static final int LIMIT = 1024 * 1024;

	private static final String DEEP = "[".repeat(100_000);

	@Autowired
	private Door door;

	@AfterEach
	void stillServes() {
		this.door.requireThatItStillServes();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void storesWhatIsNoJsonAsUnreadable(String kind, byte[] body) {
		assertThat(this.door.deliver(WebhookRequest.signed(body))).isEqualTo(DeliveryState.UNREADABLE);
	}

	static Stream<Arguments> storesWhatIsNoJsonAsUnreadable() {
		return Stream.of(Arguments.of("empty", new byte[0]), Arguments.of("blank", bytes(" \r\n")),
				Arguments.of("plain text", bytes("hello")),
				Arguments.of("HTML", bytes("<!doctype html><title>x</title>")),
				Arguments.of("a form", bytes("event=channel.didCreate&data=1")),
				Arguments.of("JSON cut short", bytes("{\"event\":\"channel.didCreate\",\"data\":{")),
				Arguments.of("two objects", bytes("{\"event\":\"a.b\"}{\"event\":\"a.b\"}")),
				Arguments.of("a trailing comma", bytes("{\"event\":\"a.b\",}")),
				Arguments.of("single quotes", bytes("{'event':'a.b'}")), Arguments.of("zeros", new byte[100]),
				Arguments.of("a NUL in a text", bytes("{\"event\":\"a\0b\"}")),
				Arguments.of("invalid UTF-8", latin1("{\"event\":\"a.b\",\"data\":\"\u00ff\u00fe\"}")),
				Arguments.of("invalid UTF-8 in the name", latin1("{\"event\":\"a.\u00c3(\"}")),
				Arguments.of("UTF-16", "{\"event\":\"a.\u017e\"}".getBytes(StandardCharsets.UTF_16)),
				Arguments.of("100,000 brackets", bytes(DEEP)),
				Arguments.of("100,000 brackets inside", bytes("{\"event\":\"a.b\",\"data\":" + DEEP)),
				Arguments.of("100,000 brackets, closed", bytes(DEEP + "]".repeat(DEEP.length()))),
				Arguments.of("100,000 objects", bytes("{\"a\":".repeat(100_000))),
				Arguments.of("501 brackets", bytes("[".repeat(501) + "]".repeat(501))), Arguments
					.of("a number of 10,001 digits", bytes("{\"event\":\"a.b\",\"data\":" + "9".repeat(10_001) + "}")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void storesWhatNobodyTakesAsUnhandled(String kind, String body) {
		assertThat(this.door.deliver(WebhookRequest.signed(body))).isEqualTo(DeliveryState.UNHANDLED);
	}

	@Test
	void storesIdenticalVotesEachAndOtherRepeatsOnce() {
		long before = this.door.stored();
		for (String name : new String[] { "poll.didVote", "poll.didUpdate" }) {
			for (String answer : new String[] { "A", "B", "A", "A" }) {
				byte[] body = bytes(
						"{\"event\":\"" + name + "\",\"data\":{\"polls\":[{\"pollId\":\"" + answer + "\"}]}}");
				assertThat(this.door.send(WebhookRequest.signed(body)).status()).isEqualTo(200);
			}
		}
		assertThat(this.door.stored() - before).isEqualTo(4 + 2);
	}

	static Stream<Arguments> storesWhatNobodyTakesAsUnhandled() {
		return Stream.of(Arguments.of("an unknown event", "{\"event\":\"nobody.didKnow\",\"data\":{}}"),
				Arguments.of("no event", "{\"data\":{}}"), Arguments.of("an empty object", "{}"),
				Arguments.of("an empty array", "[]"), Arguments.of("an array of events", "[{\"event\":\"a.b\"}]"),
				Arguments.of("null", "null"), Arguments.of("a number", "42"), Arguments.of("a text", "\"event\""),
				Arguments.of("null for a name", "{\"event\":null}"),
				Arguments.of("a number for a name", "{\"event\":1}"),
				Arguments.of("an object for a name", "{\"event\":{\"event\":\"a.b\"}}"),
				Arguments.of("an empty name", "{\"event\":\"\"}"), Arguments.of("a blank name", "{\"event\":\"  \"}"),
				Arguments.of("a name of 5,000 characters", "{\"event\":\"" + "a".repeat(5000) + "\"}"),
				Arguments.of("two names", "{\"event\":\"a.b\",\"event\":\"c.d\"}"),
				Arguments.of("500 brackets", "[".repeat(500) + "]".repeat(500)),
				Arguments.of("a number of 10,000 digits", "{\"event\":\"a.b\",\"data\":" + "9".repeat(10_000) + "}"),
				Arguments.of("a key of 50,001 characters", "{\"event\":\"a.b\",\"" + "k".repeat(50_001) + "\":1}"),
				Arguments.of("a trailing line end", "{\"event\":\"a.lf\"}\n"),
				Arguments.of("a trailing CRLF", "{\"event\":\"a.crlf\"}\r\n"),
				Arguments.of("CRLF inside", "{\r\n  \"event\": \"a.inside\",\r\n  \"data\": {}\r\n}"),
				Arguments.of("blanks around", "\t \n{\"event\":\"a.around\"} \n"),
				Arguments.of("a byte order mark", "\ufeff{\"event\":\"a.bom\"}"),
				Arguments.of("a text with SQL in it", "{\"event\":\"'; DROP TABLE delivery; --\"}"),
				Arguments.of("every plane of Unicode", "{\"event\":\"a.b\",\"data\":\"\u017e\u4e2d\ud83d\ude00\"}"));
	}

	@Test
	void countsEachByteOfABody() {
		for (String body : new String[] { "{\"event\":\"a.same\"}", "{\"event\":\"a.same\"}\n",
				"{\"event\":\"a.same\"}\r\n", " {\"event\":\"a.same\"}" }) {
			assertThat(this.door.deliver(WebhookRequest.signed(body))).isEqualTo(DeliveryState.UNHANDLED);
		}
	}

	@Test
	void storesLargeMessage() {
		String body = "{\"event\":\"nobody.didKnow\",\"data\":\"" + "\u017e".repeat(100_000) + "\"}";
		assertThat(this.door.deliver(WebhookRequest.signed(body))).isEqualTo(DeliveryState.UNHANDLED);
	}

	@Test
	void acceptsBodyOfExactlyTheLimit() {
		assertThat(this.door.deliver(WebhookRequest.signed(ofSize(LIMIT)))).isEqualTo(DeliveryState.UNREADABLE);
		assertThat(this.door.deliver(WebhookRequest.signed(ofSize(LIMIT - 1)).chunked(5000)))
			.isEqualTo(DeliveryState.UNREADABLE);
	}

	@Test
	void refusesBodyOverTheLimit() {
		WebhookRequest request = WebhookRequest.signed(ofSize(LIMIT + 1));
		assertThat(this.door.sendInVain(request)).isTooLarge();
		assertThat(this.door.sendInVain(request.chunked(5000))).isTooLarge();
	}

	@Test
	void refusesTwoMebibytesSignedOrNot() {
		WebhookRequest request = WebhookRequest.signed(ofSize(2 * LIMIT));
		assertThat(this.door.sendInVain(request)).isTooLarge();
		assertThat(this.door.sendInVain(request.chunked(8192))).isTooLarge();
		assertThat(this.door.sendInVain(request.withSecret("another"))).isTooLarge();
		assertThat(this.door.sendInVain(request.withSecret("another").chunked(8192))).isTooLarge();
		WebhookRequest unsigned = request.without(WebhookRequest.SIGNATURE);
		assertThat(this.door.sendInVain(unsigned)).hasStatus(401).isQuick();
		assertThat(this.door.sendInVain(unsigned.chunked(8192))).hasStatus(401).isQuick();
	}

	@Test
	void refusesFromTheHeadWithoutWaitingForTheBody() {
		WebhookRequest request = WebhookRequest.signed(ofSize(2 * LIMIT)).sending("");
		assertThat(this.door.sendInVain(request)).isTooLarge();
		assertThat(this.door.sendInVain(request.replacing("Content-Length", 99_999_999_999L))).isTooLarge();
		assertThat(this.door.sendInVain(request.without(WebhookRequest.SIGNATURE))).hasStatus(401).isQuick();
		assertThat(this.door.sendInVain(request.withSignature("forged"))).hasStatus(401).isQuick();
		assertThat(this.door.sendInVain(request.replacing("Content-Type", "text/plain"))).hasStatus(415).isQuick();
		assertThat(this.door.sendInVain(request.withMethod("PUT"))).isMethodNotAllowed();
		assertThat(this.door.sendInVain(request.to("/elsewhere"))).isNotFound();
	}

	private static byte[] ofSize(int size) {
		byte[] body = new byte[size];
		Arrays.fill(body, (byte) 'a');
		return body;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] latin1(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
