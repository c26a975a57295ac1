package io.github.socialhook.event.reader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.event.Documentation;
import io.github.socialhook.event.Documentation.Entry;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The schemas in {@code docs/schemas} are those of the records, and permit what the
 * reader reads. Run with {@code -Dsocialhook.docs.write=true} to have them written anew.
 */
@RunsBesideOthers
class EventSchemaTests {

	static final List<Entry> DOCUMENTED = Documentation.DOCUMENTED;

	static final List<String> VARIANTS = Documentation.VARIANTS;

	private static final Path FOLDER = Path.of("docs", "schemas");

	private static final Path SCRIPTS = Path.of("src/test/browser");

	private static final String WRITE = "socialhook.docs.write";

	private static final int RANDOM_BODIES = 60;

	private static final Map<String, JsonNode> FILES = EventSchemas.files();

	private static final SchemaRegistry REGISTRY = registry();

	private static final Map<EventType, Schema> SCHEMAS = new ConcurrentHashMap<>();

	private final EventReader reader = new EventReader();

	private static SchemaRegistry registry() {
		Map<String, String> texts = new HashMap<>();
		FILES.forEach((name, file) -> texts.put("https://schemas.example/" + name, file.toString()));
		return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
				(builder) -> builder.schemas(texts));
	}

	private static List<Error> errors(EventType type, JsonNode body) {
		return SCHEMAS
			.computeIfAbsent(type,
					(each) -> REGISTRY
						.getSchema(SchemaLocation.of("https://schemas.example/" + EventSchemas.fileOf(each))))
			.validate(body);
	}

	@Test
	void filesAreUpToDate() throws IOException {
		ObjectWriter writer = Documentation.JSON.writer().with(printer());
		if (Boolean.getBoolean(WRITE)) {
			Files.createDirectories(FOLDER);
			for (Map.Entry<String, JsonNode> file : FILES.entrySet()) {
				Files.writeString(FOLDER.resolve(file.getKey()), writer.writeValueAsString(file.getValue()) + "\n");
			}
		}
		try (Stream<Path> files = Files.list(FOLDER)) {
			assertThat(files.map((file) -> file.getFileName().toString()))
				.containsExactlyInAnyOrderElementsOf(FILES.keySet());
		}
		for (Map.Entry<String, JsonNode> file : FILES.entrySet()) {
			assertThat(FOLDER.resolve(file.getKey()))
				.as("%s is out of date: run ./mvnw test -Dtest=%s -D%s=true", file.getKey(), getClass().getSimpleName(),
						WRITE)
				.content()
				.isEqualToNormalizingNewlines(writer.writeValueAsString(file.getValue()) + "\n");
		}
	}

	private static DefaultPrettyPrinter printer() {
		DefaultIndenter indenter = new DefaultIndenter("\t", "\n");
		return new DefaultPrettyPrinter(
				Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
			.withObjectIndenter(indenter)
			.withArrayIndenter(indenter);
	}

	@Test
	void everyTypedEventHasASchema() {
		assertThat(EventCatalogue.types()).filteredOn((type) -> type.type() != null)
			.allSatisfy((type) -> assertThat(FILES).containsKey(EventSchemas.fileOf(type)))
			.hasSize(FILES.size() - 2);
		assertThat(FILES.get("openapi.json").path("webhooks").propertyNames()).hasSize(FILES.size() - 2);
	}

	@ParameterizedTest
	@FieldSource("DOCUMENTED")
	void permitsEverySample(Entry entry) {
		assertThat(errors(entry.type(), this.reader.tree(Documentation.sample(entry)))).isEmpty();
	}

	@ParameterizedTest
	@FieldSource("VARIANTS")
	void permitsEveryVariant(String variant) {
		JsonNode body = this.reader.tree(Documentation.variant(variant));
		assertThat(errors(this.reader.identify(body).orElseThrow(), body)).isEmpty();
	}

	/** They may permit a little more, such as a 13th month. */
	@Test
	void permitWhateverIsReadAndHardlyMore() {
		int unread = 0;
		int refused = 0;
		for (Entry entry : DOCUMENTED) {
			for (int seed = 0; seed < RANDOM_BODIES; seed++) {
				JsonNode sent = new RandomPayload(seed, seed % 2 == 1).delivery(entry);
				JsonNode body = this.reader.tree(sent.toString().getBytes(StandardCharsets.UTF_8));
				List<Error> errors = errors(entry.type(), body);
				if (isRead(body, entry.type())) {
					assertThat(errors).as("%s, seed %d: %s", entry.name(), seed, body).isEmpty();
				}
				else {
					unread++;
					refused += errors.isEmpty() ? 0 : 1;
				}
			}
		}
		assertThat(unread).isGreaterThan(1000);
		assertThat(refused).isGreaterThan(unread * 95 / 100);
	}

	private boolean isRead(JsonNode body, EventType type) {
		try {
			this.reader.read(body, type);
			return true;
		}
		catch (EventShapeException ex) {
			return false;
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "message.didCreate | {'data': 5}", "message.didCreate | {'data': [{}, {}]}",
					"message.didCreate | {'data': {'messages': 5}}",
					"message.didCreate | {'data': {'messages': [{'flagCount': 'twelve'}]}}",
					"message.didCreate | {'data': {'messages': [{'createdAt': 'yesterday'}]}}",
					"message.didCreate | {'data': {'messages': [{'isDeleted': 'perhaps'}]}}",
					"message.didCreate | {'data': {'messages': [{'messageId': {}}]}}",
					"message.didCreate | {'messages': 5}", "v5.message.didCreate | {'data': {'messages': 5}}",
					"v3.post.didCreate | {'data': {'posts': [{'data': 5}]}}", "tag.created | {'data': 5}",
					"push-notification/post.created | {'data': {'posts': 5}}" })
	void refusesWhatCannotBeRead(String name, String json) {
		EventType type = EventCatalogue.find(name).orElseThrow();
		JsonNode body = this.reader.tree(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
		assertThat(isRead(body, type)).isFalse();
		assertThat(errors(type, body)).isNotEmpty();
	}

	@Test
	void otherValidatorsTakeThem() throws Exception {
		assumeThat(SCRIPTS.resolve("node_modules/ajv"))
			.as("The packages are not installed: npm ci --ignore-scripts --prefix " + SCRIPTS)
			.exists();
		assertThat(run("node", SCRIPTS.resolve("schemas.mjs").toString(), FOLDER.toString(),
				"src/main/resources/io/github/socialhook/event/samples"))
			.endsWith((FILES.size() - 2) + " schemas permit their samples\n");
		assertThat(run("node", SCRIPTS.resolve("node_modules/@redocly/cli/bin/cli.js").toString(), "lint",
				"--extends=recommended-strict", "--skip-rule=no-empty-servers",
				FOLDER.resolve("openapi.json").toString()))
			.contains("Your API description is valid");
	}

	private static String run(String... command) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().put("REDOCLY_TELEMETRY", "off");
		builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
		Process process = builder.start();
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
		return output;
	}

}
