package io.github.socialhook;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A stranger sends more than the service has memory for. */
@RunsBesideOthers
class FloodTests {

	private static final String SECRET = "above-the-flood";

	private static final int FORGERIES = 250;

	@TempDir
	private Path folder;

	@Test
	void keepsItsHeadAboveAFloodOfForgeries() throws Exception {
		Map<String, String> variables = Map.of("SOCIALHOOK_SECRET", SECRET, "JAVA_TOOL_OPTIONS", "-Xmx112m");
		try (ApplicationProcess service = ApplicationProcess.start(this.folder, variables)) {
			int port = service.port();
			List<Wire> forgeries = Stream.generate(() -> new Wire(port).send(almostAllOfAForgery()))
				.limit(FORGERIES)
				.toList();
			assertThat(deliver(port)).isAcknowledged();
			List<Integer> answers = forgeries.stream().map(FloodTests::answerOver).toList();
			assertThat(answers).contains(503).containsOnly(503, 408);
			Awaitility.await().untilAsserted(() -> assertThat(deliver(port)).isAcknowledged());
			assertThat(service.text()).doesNotContain("OutOfMemoryError");
		}
	}

	/** All of it would be found to be forged, and be forgotten at once. */
	private static byte[] almostAllOfAForgery() {
		byte[] body = new byte[1024 * 1024];
		byte[] forgery = WebhookRequest.signed(body).withSecret("another").bytes();
		return Arrays.copyOf(forgery, forgery.length - 1);
	}

	private static RawAnswer deliver(int port) {
		try (Wire wire = new Wire(port)) {
			return wire.send(WebhookRequest.signed().withSecret(SECRET).bytes()).answer();
		}
	}

	private static int answerOver(Wire wire) {
		try (wire) {
			return wire.answer().status();
		}
	}

}
