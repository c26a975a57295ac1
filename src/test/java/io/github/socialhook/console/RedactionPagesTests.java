package io.github.socialhook.console;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.store.database.Store;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What is masked is seen by handlers, and by nobody at the operations side. */
class RedactionPagesTests {

	private static final String VALUE = "anna@example.org";

	private static final String BODY = """
			{"event": "channel.didCreate", "data": {"channel": {"channelId": "c1", "metadata": {"email": "%s"}}}}"""
		.formatted(VALUE);

	@TempDir
	static Path folder;

	static OperationsFixture service;

	static Visitor viewer;

	static String id;

	/** So that no body is a duplicate. */
	static int spaces;

	@BeforeAll
	static void start() throws Exception {
		// What was recorded before anything was masked.
		try (OperationsFixture before = OperationsFixture.open(folder)) {
			assertThat(fail(before, "Earlier, " + VALUE)).isNotEmpty();
		}
		service = OperationsFixture.open(folder, "--socialhook.redact=$..email");
		Awaitility.await()
			.until(() -> service.bean(Store.class)
				.reader()
				.sql("SELECT count(*) FROM socialhook_redaction")
				.query(Long.class)
				.single() == 1);
		id = fail(service, "No mailbox " + VALUE + " in Berlin");
		viewer = Visitor.of(service, OperationsFixture.VIEWER);
	}

	@AfterAll
	static void stop() {
		viewer.close();
		service.close();
	}

	private static String fail(OperationsFixture in, String message) {
		in.greeter().failing = true;
		in.greeter().message = message;
		String delivery = in.put("channel.didCreate", "channel:c1", BODY + " ".repeat(spaces++));
		in.awaitState(delivery, DeliveryState.DEAD);
		return delivery;
	}

	@Test
	void pagesShowNoMaskedValue() throws Exception {
		for (String path : List.of("/", "/deliveries", "/failures", "/handlers", "/subjects?subject=channel:c1",
				"/replays", "/audit", "/setup", "/rejections", "/deliveries?q=mailbox")) {
			assertThat(viewer.read(path)).as(path).doesNotContain(VALUE).doesNotContain("anna");
		}
		assertThat(viewer.read("/deliveries")).contains("No mailbox *** in Berlin",
				"(not shown: from before socialhook.redact was set)");
		assertThat(viewer.read("/deliveries/" + id)).doesNotContain("anna")
			.contains("&quot;email&quot;: &quot;***&quot;", "RejectDeliveryException: No mailbox *** in Berlin",
					"Download it with the masks", "curl -i", "--as-test",
					"What is masked is <code>***</code> in the test, too.");
	}

	@Test
	void apiAnswersNoMaskedValue() throws Exception {
		for (String path : List.of("/api/v1/deliveries", "/api/v1/deliveries/" + id, "/api/v1/failures",
				"/api/v1/handlers", "/api/v1/audit")) {
			assertThat(service.read(path).toString()).as(path).doesNotContain("anna");
		}
		JsonNode history = service.read("/api/v1/deliveries/" + id).path("history");
		assertThat(history.findValuesAsString("message")).containsExactly("No mailbox *** in Berlin");
		assertThat(history.findValuesAsString("trace")).singleElement()
			.asString()
			.contains("No mailbox *** in Berlin", "Greeter");
		assertThat(service.read("/api/v1/failures").path("items").findValuesAsString("errorMessage"))
			.contains("No mailbox *** in Berlin");
	}

	@Test
	void bodiesSayThatTheyAreMasked() throws Exception {
		HttpResponse<byte[]> api = service.get("/api/v1/deliveries/" + id + "/body", OperationsFixture.VIEWER);
		assertThat(new String(api.body(), StandardCharsets.UTF_8)).isEqualTo(BODY.replace(VALUE, "***") + " ");
		assertThat(api.headers().firstValue("Socialhook-Redacted")).contains("true");
		HttpResponse<String> page = viewer.get("/deliveries/" + id + "/body");
		assertThat(page.body()).isEqualTo(BODY.replace(VALUE, "***") + " ");
		assertThat(page.headers().firstValue("Socialhook-Redacted")).contains("true");
		String other = service.put("channel.didDelete", "channel:c2", "{\"event\": \"channel.didDelete\"}");
		HttpResponse<byte[]> plain = service.get("/api/v1/deliveries/" + other + "/body", OperationsFixture.VIEWER);
		assertThat(plain.headers().firstValue("Socialhook-Redacted")).isEmpty();
	}

	@Test
	void masksWhatIsNoJson() throws Exception {
		String broken = service.put("channel.didCreate", "channel:c3",
				"{\"event\": \"x\", \"name\": \"Berlin\", \"email\": \"" + VALUE);
		service.awaitState(broken, DeliveryState.UNREADABLE);
		assertThat(viewer.read("/deliveries/" + broken)).contains("Berlin").doesNotContain("anna");
		String deep = service.put("channel.didCreate", "channel:c3",
				"{\"a\": ".repeat(10_000) + "{\"email\": \"" + VALUE + "\"}" + "}".repeat(10_000));
		assertThat(viewer.get("/deliveries/" + deep + "/body").body()).contains("{\"email\": \"***\"}")
			.doesNotContain("anna");
	}

	@Test
	void searchFindsNoMaskedValue() throws Exception {
		for (String text : List.of(VALUE, "Earlier", "anna")) {
			assertThat(service.read("/api/v1/deliveries?q=" + text).path("items")).as(text).isEmpty();
			HttpResponse<byte[]> count = service.post("/api/v1/replays", OperationsFixture.OPERATOR,
					"{\"q\": \"" + text + "\", \"dryRun\": true}");
			assertThat(OperationsFixture.json(count).path("matched").asLong(-1)).as(text).isZero();
		}
		assertThat(service.read("/api/v1/deliveries?q=mailbox").path("items").findValuesAsString("id"))
			.containsExactly(id);
		assertThat(service.read("/api/v1/deliveries?q=RejectDelivery").path("items")).hasSize(2);
	}

	@Test
	void storesAndHandlesTheExactBytes() {
		assertThat(service.bean(Ledger.class).delivery(new DeliveryId(id)).orElseThrow().payload().bytes())
			.isEqualTo((BODY + " ").getBytes(StandardCharsets.UTF_8));
	}

}
