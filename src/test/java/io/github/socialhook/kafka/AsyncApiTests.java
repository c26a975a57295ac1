package io.github.socialhook.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.handler.DeliveryContext;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The description of the topic says what the catalogue and the outlet say. Run with
 * {@code -Dsocialhook.docs.write=true} to have it written anew.
 */
@RunsBesideOthers
class AsyncApiTests {

	private static final Path DOCUMENT = Path.of("docs", "kafka", "asyncapi.json");

	private static final Path SCRIPTS = Path.of("src/test/browser");

	private static final String WRITE = "socialhook.docs.write";

	private static final String CHANNEL = "The address is the value of socialhook.kafka.outlet.topic. Records with the "
			+ "same key are in the order in which the events were accepted. After a failure, a record can come again "
			+ "with the same ce_id.";

	private static final JsonMapper json = JsonMapper.builder().build();

	@Test
	void documentIsUpToDate() throws IOException {
		DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
			.withSeparators(PrettyPrinter.DEFAULT_SEPARATORS.withObjectNameValueSpacing(Spacing.AFTER))
			.withObjectIndenter(new DefaultIndenter("  ", "\n"))
			.withArrayIndenter(new DefaultIndenter("  ", "\n"));
		String document = json.writer().with(printer).writeValueAsString(document()) + "\n";
		if (Boolean.getBoolean(WRITE)) {
			Files.writeString(DOCUMENT, document);
		}
		assertThat(DOCUMENT)
			.as("%s is out of date: run ./mvnw test -Dtest=%s -D%s=true", DOCUMENT, getClass().getSimpleName(), WRITE)
			.exists()
			.content()
			.isEqualToNormalizingNewlines(document);
	}

	@Test
	void isValidForTheParserOfAsyncApi() throws Exception {
		assumeThat(SCRIPTS.resolve("node_modules/@asyncapi/parser"))
			.as("The packages are not installed: npm ci --ignore-scripts --prefix " + SCRIPTS)
			.exists();
		Process process = new ProcessBuilder("node", SCRIPTS.resolve("asyncapi.mjs").toString(), DOCUMENT.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
		assertThat(output.strip()).isEqualTo("3.0.0, " + EventCatalogue.types().size() + " known events and others");
	}

	@Test
	void describesTheHeadersThatAreSent() {
		assertThat(headersOf(new EventName("channel.didCreate"), new Subject("channel", "1")))
			.containsExactlyElementsOf(names(headers().get("properties")));
		assertThat(headersOf(null, null)).containsExactlyElementsOf(required());
	}

	private static List<String> headersOf(EventName event, Subject subject) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, event, subject, Payload.of(new byte[0]), Instant.EPOCH);
		return StreamSupport
			.stream(OutletRecord.of("topic", new DeliveryContext(new DeliveryId("7"), delivery, 1, () -> null))
				.headers()
				.spliterator(), false)
			.map(Header::key)
			.toList();
	}

	private static List<String> names(Object properties) {
		return ((Map<?, ?>) properties).keySet().stream().map(String::valueOf).toList();
	}

	private static Map<String, Object> document() {
		Map<String, Object> messages = new LinkedHashMap<>();
		Map<String, Object> references = new LinkedHashMap<>();
		for (EventType type : EventCatalogue.types()) {
			String key = keyOf(type);
			assertThat(messages.put(key, message(type))).as(key).isNull();
			references.put(key, reference("messages", key));
		}
		messages.put("other", message("other", "An event that the catalogue does not have, or one without a name.",
				reference("schemas", "headers"), "body"));
		references.put("other", reference("messages", "other"));
		return ordered("asyncapi", "3.0.0", "info", info(), "defaultContentType", "application/json", "channels",
				Map.of("events",
						ordered("address", "social-events", "title", "The topic of socialhook.kafka.outlet",
								"description", CHANNEL, "messages", references)),
				"operations",
				Map.of("publish",
						ordered("action", "send", "channel", Map.of("$ref", "#/channels/events"), "summary",
								"Publishes each event that was received, known or not, at least once")),
				"components",
				ordered("messages", messages, "messageTraits",
						Map.of("record",
								ordered("contentType", "application/json", "bindings",
										Map.of("kafka", Map.of("key", reference("schemas", "key"))))),
						"schemas", schemas()));
	}

	private static Map<String, Object> info() {
		return ordered("title", "Events of Social+", "version", "1", "description",
				"What Socialhook publishes to Kafka: the events of Social+ as CloudEvents 1.0 in binary mode. "
						+ AsyncApiTests.class.getSimpleName() + " generates this document; do not edit it.",
				"license", ordered("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0.txt"));
	}

	/** Some have names with characters that keys of components must not have. */
	private static String keyOf(EventType type) {
		return type.name().replaceAll("[^a-zA-Z0-9._-]", "-");
	}

	private static Map<String, Object> message(EventType type) {
		Set<String> names = new TreeSet<>(List.of(type.name()));
		names.addAll(type.aliases());
		names.addAll(type.sharedNames());
		Map<String, Object> properties = Map.of("ce_type",
				ordered("examples", names.stream().map((name) -> "plus.social." + name).toList()));
		String summary = "An event of the group " + type.group() + "."
				+ ((type.subject() != null) ? " The subject is a " + type.subject().kind() + "." : "")
				+ ((type.deprecatedSince() != null) ? " Deprecated since " + type.deprecatedSince() + "." : "");
		return message(type.name(), summary,
				Map.of("allOf", List.of(reference("schemas", "headers"), Map.of("properties", properties))),
				"envelope");
	}

	private static Map<String, Object> message(String name, String summary, Map<String, Object> headers,
			String payload) {
		return ordered("name", name, "summary", summary, "traits", List.of(reference("messageTraits", "record")),
				"headers", headers, "payload", reference("schemas", payload));
	}

	private static Map<String, Object> headers() {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("ce_specversion", ordered("type", "string", "const", "1.0"));
		properties.put("ce_id", described("The same for each repetition of the record"));
		properties.put("ce_source", described("urn:socialhook: and the endpoint at which the event was received"));
		properties.put("ce_type", described("plus.social. and the name of the event as Social+ wrote it, or unknown"));
		properties.put("ce_time",
				ordered("type", "string", "format", "date-time", "description", "When the event was received"));
		properties.put("ce_subject", described("What the event is about, as kind:id, if that is known"));
		properties.put("content-type", ordered("type", "string", "const", "application/json"));
		properties.put("socialhook-delivery", described("The id of the delivery in Socialhook"));
		properties.put("socialhook-endpoint", described("The endpoint at which the event was received"));
		return ordered("type", "object", "properties", properties, "required", required());
	}

	private static List<String> required() {
		return List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "content-type",
				"socialhook-delivery", "socialhook-endpoint");
	}

	private static Map<String, Object> schemas() {
		Map<String, Object> schemas = new LinkedHashMap<>();
		schemas.put("key", described("The subject of the event as kind:id, or the endpoint if the event has none"));
		schemas.put("headers", headers());
		schemas.put("envelope",
				ordered("type", "object", "description",
						"The body exactly as Social+ sent it. docs/events.md lists the events; fields come and go.",
						"properties", ordered("event", Map.of("type", "string"), "data", Map.of()),
						"additionalProperties", true));
		schemas.put("body", ordered("description", "Any JSON, exactly as Social+ sent it"));
		return schemas;
	}

	private static Map<String, Object> described(String description) {
		return ordered("type", "string", "description", description);
	}

	private static Map<String, Object> reference(String kind, String name) {
		return Map.of("$ref", "#/components/" + kind + "/" + name);
	}

	private static Map<String, Object> ordered(Object... entries) {
		Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < entries.length; i += 2) {
			map.put(entries[i].toString(), entries[i + 1]);
		}
		return map;
	}

}
