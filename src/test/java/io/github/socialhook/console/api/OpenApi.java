package io.github.socialhook.console.api;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.socialhook.console.OperationsFixture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The description of the API, and whether an answer is as it says. */
final class OpenApi {

	private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	private final ObjectNode document;

	/** The same, but an object may have only the properties that it describes. */
	private final ObjectNode strict;

	OpenApi(JsonNode document) {
		this.document = (ObjectNode) document;
		this.strict = this.document.deepCopy();
		tighten(this.strict.path("components").path("schemas"));
	}

	private static void tighten(JsonNode schemas) {
		for (JsonNode each : schemas) {
			if (each.isObject() && each.path("properties").isObject()) {
				((ObjectNode) each).put("additionalProperties", false);
			}
			tighten(each);
		}
	}

	JsonNode document() {
		return this.document;
	}

	/** The calls, as {@code GET /path}. */
	Set<String> calls() {
		Set<String> calls = new TreeSet<>();
		this.document.path("paths")
			.forEachEntry((path, methods) -> methods
				.forEachEntry((method, operation) -> calls.add(method.toUpperCase(Locale.ROOT) + " " + path)));
		return calls;
	}

	private JsonNode operation(String call) {
		String[] parts = call.split(" ");
		JsonNode operation = this.document.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
		assertThat(operation.isObject()).as(call).isTrue();
		return operation;
	}

	/** The names of the parameters of a call that are in the given place. */
	Set<String> parameters(String call, String place) {
		return operation(call).path("parameters")
			.valueStream()
			.map(this::resolve)
			.filter((parameter) -> parameter.path("in").asString().equals(place))
			.map((parameter) -> parameter.path("name").asString())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** The schema of a query parameter. */
	JsonNode parameter(String call, String name) {
		return operation(call).path("parameters")
			.valueStream()
			.map(this::resolve)
			.filter((parameter) -> parameter.path("name").asString().equals(name))
			.map((parameter) -> parameter.path("schema"))
			.findFirst()
			.orElseThrow();
	}

	JsonNode schema(String name) {
		return this.document.path("components").path("schemas").path(name);
	}

	/** The statuses that a call is said to have. */
	Map<String, JsonNode> responses(String call) {
		Map<String, JsonNode> responses = new TreeMap<>();
		operation(call).path("responses").forEachEntry((status, response) -> responses.put(status, resolve(response)));
		return responses;
	}

	JsonNode resolve(JsonNode node) {
		String reference = node.path("$ref").asString("");
		return reference.isEmpty() ? node : this.document.at(reference.substring(1));
	}

	/** Holds an answer against what the description says of it. */
	void verify(String call, HttpResponse<byte[]> answer) {
		String status = String.valueOf(answer.statusCode());
		assertThat(responses(call)).as(call + " answers " + status).containsKey(status);
		JsonNode content = responses(call).get(status).path("content");
		if (content.isMissingNode()) {
			assertThat(answer.body()).as(call).isEmpty();
			return;
		}
		String type = answer.headers().firstValue("Content-Type").orElseThrow();
		assertThat(content.propertyNames()).as(call + " " + status).containsExactly(type);
		JsonNode schema = content.path(type).path("schema");
		if (!schema.isMissingNode()) {
			assertThat(errors(schema, OperationsFixture.json(answer))).as(call + " " + status).isEmpty();
		}
	}

	/** What is wrong with a value, by the schema of this name. */
	List<Error> errors(String schema, JsonNode value) {
		return errors(this.strict.objectNode().put("$ref", "#/components/schemas/" + schema), value);
	}

	private List<Error> errors(JsonNode schema, JsonNode value) {
		ObjectNode root = this.strict.deepCopy();
		root.removeAll();
		root.setAll((ObjectNode) schema.deepCopy());
		root.set("components", this.strict.path("components"));
		return SCHEMAS.getSchema(root)
			.validate(value, (context) -> context.executionConfig((config) -> config.formatAssertionsEnabled(true)));
	}

}
