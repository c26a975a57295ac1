package io.github.socialhook.console.pages;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.console.Visitor;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Receipt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.web.util.UriUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a sender writes is shown, never run, and cannot pretend to be something else.
 */
class HostileContentTests {

	private static final String SCRIPT = "</pre><script>alert(1)</script><img src=x onerror=alert(1)>\"'&";

	@TempDir
	static Path folder;

	static OperationsFixture service;

	static Visitor operator;

	@BeforeAll
	static void start() throws Exception {
		service = OperationsFixture.open(folder);
		operator = Visitor.of(service, OperationsFixture.OPERATOR);
	}

	@AfterAll
	static void stop() {
		operator.close();
		service.close();
	}

	private static String put(String event, String subject, byte[] body) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, new EventName(event), Subject.parse(subject),
				Payload.of(body), Instant.now().truncatedTo(ChronoUnit.MILLIS));
		return ((Receipt.Stored) service.bean(Inbox.class).put(delivery)).id().value();
	}

	private static String put(String event, String subject, String body) {
		return put(event, subject, body.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void runsNoScript() throws Exception {
		String id = put("x" + SCRIPT, "channel:" + SCRIPT, "{\"event\": \"" + SCRIPT.replace("\"", "\\\"") + "\"}");
		service.awaitState(id, DeliveryState.UNHANDLED);
		String subject = UriUtils.encode("channel:" + SCRIPT, StandardCharsets.UTF_8);
		for (String path : new String[] { "/", "/deliveries", "/deliveries/" + id, "/setup",
				"/subjects?subject=" + subject, "/deliveries?subject=" + subject, "/replays/new?subject=" + subject }) {
			assertThat(operator.read(path)).as(path)
				.doesNotContain("<script>", "<img src=x")
				.contains("&lt;script&gt;");
		}
	}

	@Test
	void echoesNoScriptOfAQuery() throws Exception {
		for (String path : new String[] { "/deliveries?q=", "/deliveries?state=", "/deliveries?cursor=",
				"/deliveries?%3Cscript%3E=", "/subjects?subject=", "/login?error=", "/replays?notice=",
				"/deliveries?handler=", "/%3Cscript%3E/" }) {
			HttpResponse<String> response = operator.get(path + UriUtils.encode(SCRIPT, StandardCharsets.UTF_8));
			assertThat(response.body()).as(path).doesNotContain("<script>", "<img src=x");
		}
	}

	@Test
	void spellsOutWhatTurnsTheWritingDirection() throws Exception {
		String turned = "abc\u202Etxt.exe\u2066\u200F\u0007\uFEFF";
		String id = put("turn" + turned, "channel:" + turned, "{\"name\": \"" + turned + "\"}");
		service.awaitState(id, DeliveryState.UNREADABLE);
		String spelled = "abc⟨U+202E⟩txt.exe⟨U+2066⟩⟨U+200F⟩⟨U+0007⟩⟨U+FEFF⟩";
		assertThat(operator.read("/deliveries/" + id)).contains("\"channel:".substring(1) + spelled)
			.contains("turn" + spelled)
			.doesNotContain("\u202E", "\u2066", "\u200F", "\u0007", "\uFEFF", "curl -i");
		String subject = UriUtils.encode("channel:" + turned, StandardCharsets.UTF_8);
		String list = operator.read("/deliveries?subject=" + subject);
		assertThat(list).contains(spelled)
			.contains("value=\"channel:abc&#x202e;txt.exe&#x2066;&#x200f;&#x7;&#xfeff;\"")
			.doesNotContain("\u202E");
	}

	@Test
	void shortensAMegabyte() throws Exception {
		String id = put("large.text", "channel:large", "{\"text\": \"" + "lorem ipsum ".repeat(87_000) + "\"}");
		service.awaitState(id, DeliveryState.UNHANDLED);
		String page = operator.read("/deliveries/" + id);
		assertThat(page).contains("The first 128.0 KiB of 1019.5 KiB are shown.").hasSizeLessThan(400_000);
		assertThat(operator.get("/deliveries/" + id + "/body").body()).hasSize(1_044_012);
	}

	@Test
	void spellsOutBytesThatAreNotUtf8() throws Exception {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		body.writeBytes("{\"name\": \"a".getBytes(StandardCharsets.US_ASCII));
		body.writeBytes(new byte[] { (byte) 0xff, (byte) 0xc3, 'b', (byte) 0xed, (byte) 0xa0, (byte) 0xbd, 0 });
		body.writeBytes("\"}".getBytes(StandardCharsets.US_ASCII));
		String id = put("broken.bytes", "channel:broken", body.toByteArray());
		service.awaitState(id, DeliveryState.UNREADABLE);
		assertThat(operator.read("/deliveries/" + id)).contains("a⟨FF⟩⟨C3⟩b⟨ED⟩⟨A0⟩⟨BD⟩⟨U+0000⟩&quot;")
			.doesNotContain("\uFFFD", "\u0000", "curl -i");
	}

	@Test
	void indentsTenThousandLevelsOnlySoFar() throws Exception {
		int levels = 10_000;
		String id = put("deep.tree", "channel:deep", "[".repeat(levels) + "]".repeat(levels));
		service.awaitState(id, DeliveryState.UNREADABLE);
		assertThat(operator.read("/deliveries/" + id)).hasSizeLessThan(1_500_000).contains("[\n  [\n");
	}

	@Test
	void namesNoFileAfterAnIdThatIsNone() throws Exception {
		assertThat(operator.get("/deliveries/%22x%0d%0ay/body").statusCode()).isGreaterThanOrEqualTo(400);
	}

}
