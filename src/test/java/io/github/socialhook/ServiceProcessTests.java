package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the service says, and what it keeps to itself, in a process of its own. */
@RunsBesideOthers
class ServiceProcessTests {

	private static final String SECRET = "never-to-be-read-7Hq2x9Vk";

	private static final String STRANGER = "written-by-a-stranger";

	@TempDir
	private static Path folder;

	private static ApplicationProcess service;

	@BeforeAll
	static void start() throws IOException {
		service = ApplicationProcess.start(folder, Map.of("SOCIALHOOK_SECRET", SECRET),
				"--socialhook.endpoints.default.path=/webhooks", "--socialhook.endpoints.chat.secrets=" + SECRET,
				"--logging.level.io.github.socialhook=debug");
		service.await("(Started SocialhookApplication)");
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void saysWhereItListensAndWhatFor() {
		assertThat(service.text()).containsPattern("Tomcat started on port \\d+ \\(http\\)")
			.containsPattern("Receiving webhooks at POST /webhooks \\(default\\), POST /webhooks/chat \\(chat\\)");
	}

	@Test
	void makesTheFolderOfItsStore() {
		assertThat(folder.resolve("data").resolve("socialhook.db")).exists();
	}

	@Test
	void keepsSecretsAndTheWordsOfStrangersOutOfTheLog() {
		WebhookRequest genuine = WebhookRequest.signed("{\"event\":\"nobody.knows\",\"data\":\"" + STRANGER + "\"}")
			.withSecret(SECRET);
		send(genuine);
		send(genuine.withSignature(STRANGER));
		send(genuine.withSecret(STRANGER));
		send(genuine.to("/" + STRANGER));
		send(genuine.to("/webhooks/../" + STRANGER));
		send(genuine.to("/{" + STRANGER + "}"));
		send(genuine.to("/webhooks?" + STRANGER + "=%zz"));
		send(genuine.withMethod(STRANGER.toUpperCase(Locale.ROOT)));
		send(genuine.withMethod("{" + STRANGER + "}"));
		send(genuine.with("X-" + STRANGER, STRANGER));
		send(genuine.with(STRANGER + " ", STRANGER));
		send(genuine.with("Cookie", "{" + STRANGER + "}=\""));
		send(genuine.with("X-Forwarded-For", STRANGER));
		send(genuine.replacing("Host", "{" + STRANGER + "}"));
		send(genuine.replacing("Content-Type", STRANGER));
		send(genuine.replacing("Content-Length", STRANGER));
		send(genuine.chunked(5).sending(STRANGER));
		send(WebhookRequest.signed("{\"event\":\"" + STRANGER + "\n\"}").withSecret(SECRET));
		service.await("(401 WRONG_SIGNATURE)");
		assertThat(service.text()).doesNotContainIgnoringCase(STRANGER).doesNotContain(SECRET, "\tat ");
	}

	private static void send(WebhookRequest request) {
		try (Wire wire = new Wire(service.port())) {
			assertThat(wire.send(request.bytes()).answer().status()).isIn(200, 400, 401, 404, 405, 415);
		}
	}

}
