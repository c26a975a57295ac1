package io.github.socialhook.console.api;

import java.lang.reflect.Parameter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.networknt.schema.Error;
import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.delivery.DeliveryState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** The description of the API says what the API does, and all of it. */
class OpenApiTests {

	private static final String PATH = "/api/v1/openapi.json";

	@TempDir
	static Path folder;

	static OperationsFixture service;

	static OpenApi api;

	@BeforeAll
	static void start() throws Exception {
		service = OperationsFixture.open(folder);
		api = new OpenApi(service.read(PATH));
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	/** The methods that answer calls, by what calls them. */
	private static List<Mapping> mappings() {
		List<Mapping> mappings = new ArrayList<>();
		service.operations()
			.getBeansOfType(RequestMappingHandlerMapping.class)
			.values()
			.forEach((mapping) -> mapping.getHandlerMethods().forEach((info, method) -> {
				if (method.getBeanType().getPackage().equals(DeliveriesController.class.getPackage())) {
					info.getPatternValues()
						.forEach((path) -> info.getMethodsCondition()
							.getMethods()
							.forEach((verb) -> mappings.add(new Mapping(verb + " " + path, method))));
				}
			}));
		return mappings;
	}

	@Test
	void describesEveryCallAndNoOther() {
		assertThat(api.calls()).hasSizeGreaterThan(10)
			.containsExactlyInAnyOrderElementsOf(mappings().stream().map(Mapping::call).toList());
	}

	@Test
	void isServedToUsersOnly() throws Exception {
		OperationsFixture.problem(service.get(PATH, null), 401);
		assertThat(service.get(PATH, OperationsFixture.OPERATOR).statusCode()).isEqualTo(200);
	}

	@Test
	void isWellFormed() {
		assertThat(api.document().path("openapi").asString()).startsWith("3.1.");
		assertThat(api.document().path("security").get(0).has("basic")).isTrue();
		references(api.document()).forEach(
				(reference) -> assertThat(api.document().at(reference.substring(1)).isObject()).as(reference).isTrue());
		List<String> ids = api.calls().stream().map((call) -> text(call, "operationId")).toList();
		assertThat(ids).doesNotHaveDuplicates().allMatch((id) -> !id.isEmpty());
		assertThat(api.calls()).allSatisfy((call) -> assertThat(text(call, "summary")).isNotEmpty())
			.allSatisfy((call) -> assertThat(api.responses(call)).containsKeys("401", "403", "500")
				.allSatisfy((status, response) -> assertThat(response.path("description").asString()).isNotEmpty()));
	}

	/** A schema that nobody refers to describes nothing. */
	@Test
	void hasNoPartWithoutUse() {
		Set<String> used = new TreeSet<>(references(api.document()).toList());
		for (String kind : List.of("schemas", "parameters", "responses")) {
			assertThat(api.document().path("components").path(kind).propertyNames())
				.allSatisfy((name) -> assertThat(used).contains("#/components/" + kind + "/" + name));
		}
	}

	private static String text(String call, String member) {
		String[] parts = call.split(" ");
		return api.document()
			.path("paths")
			.path(parts[1])
			.path(parts[0].toLowerCase(Locale.ROOT))
			.path(member)
			.asString("");
	}

	private static Stream<String> references(JsonNode node) {
		Stream<String> own = node.path("$ref").isString() ? Stream.of(node.path("$ref").asString()) : Stream.empty();
		return Stream.concat(own, node.valueStream().flatMap(OpenApiTests::references));
	}

	static Stream<Mapping> everyMapping() {
		return mappings().stream();
	}

	@ParameterizedTest
	@MethodSource("everyMapping")
	void namesEveryPathVariable(Mapping mapping) {
		assertThat(api.parameters(mapping.call(), "path"))
			.containsExactlyInAnyOrderElementsOf(Arrays.stream(mapping.method().getMethod().getParameters())
				.filter((parameter) -> parameter.isAnnotationPresent(PathVariable.class))
				.map(Parameter::getName)
				.toList());
	}

	/** What a call does not know it refuses, and says what it knows. */
	@ParameterizedTest
	@MethodSource("everyMapping")
	void namesEveryParameter(Mapping mapping) throws Exception {
		String path = mapping.call().split(" ")[1].replace("{id}", "1").replace("{name}", "greeter");
		boolean looks = mapping.call().startsWith("GET");
		HttpResponse<byte[]> answer = looks ? service.get(path + "?nonsense=1", OperationsFixture.OPERATOR)
				: service.post(path + "?nonsense=1", OperationsFixture.OPERATOR, "{}");
		api.verify(mapping.call(), answer);
		JsonNode problem = OperationsFixture.problem(answer, 400);
		assertThat(problem.path("parameter").asString()).isEqualTo("nonsense");
		assertThat(Pattern.compile("Valid parameters are: (.*)\\.")
			.matcher(problem.path("detail").asString())
			.results()
			.flatMap((found) -> Stream.of(found.group(1).split(", ")))).as(mapping.call())
			.containsExactlyInAnyOrderElementsOf(api.parameters(mapping.call(), "query"));
		assertThat(Arrays.stream(mapping.method().getMethodParameters())
			.anyMatch((parameter) -> parameter.getParameterType() == MultiValueMap.class))
			.isEqualTo(!api.parameters(mapping.call(), "query").isEmpty());
	}

	@Test
	void knowsEveryState() {
		assertThat(api.schema("DeliveryState").path("enum").valueStream().map(JsonNode::asString))
			.containsExactlyElementsOf(Arrays.stream(DeliveryState.values()).map(Enum::name).toList());
		assertThat(api.schema("Statistics").path("properties").path("states").path("properties").propertyNames())
			.containsExactlyElementsOf(Arrays.stream(DeliveryState.values()).map(Enum::name).toList());
	}

	@Test
	void knowsTheLimits() throws Exception {
		JsonNode limit = api.parameter("GET /api/v1/deliveries", "limit");
		int most = limit.path("maximum").asInt();
		assertThat(service.get("/api/v1/deliveries?limit=" + most, OperationsFixture.VIEWER).statusCode())
			.isEqualTo(200);
		OperationsFixture.problem(service.get("/api/v1/deliveries?limit=" + (most + 1), OperationsFixture.VIEWER), 400);
		for (int i = 0; i <= limit.path("default").asInt(); i++) {
			service.put("limit.test", null, "{\"event\": \"limit.test\", \"n\": " + i + "}");
		}
		assertThat(service.read("/api/v1/deliveries?event=limit.test").path("items"))
			.hasSize(limit.path("default").asInt());
	}

	@Test
	void takesTheFiltersOfAListForAReplay() {
		Set<String> filters = new TreeSet<>(api.parameters("GET /api/v1/deliveries", "query"));
		filters.removeAll(Set.of("cursor", "limit"));
		filters.addAll(Set.of("dryRun", "includeHandled", "paced", "fromLog"));
		assertThat(api.schema("BulkReplayRequest").path("properties").propertyNames())
			.containsExactlyInAnyOrderElementsOf(filters);
		filters.removeAll(Set.of("includeHandled", "paced", "fromLog"));
		assertThat(api.schema("BulkDiscardRequest").path("properties").propertyNames())
			.containsExactlyInAnyOrderElementsOf(filters);
	}

	@Test
	void describesDeliveries() throws Exception {
		service.greeter().failing = true;
		String dead = service.putChannel("described");
		service.awaitState(dead, DeliveryState.DEAD);
		service.greeter().failing = false;
		service.awaitState(service.put("nobody.cares", null, "{\"event\": \"nobody.cares\"}"), DeliveryState.UNHANDLED);
		String unreadable = service.put("no.json", null, "no json");
		service.awaitState(unreadable, DeliveryState.UNREADABLE);
		get("GET /api/v1/deliveries", "/api/v1/deliveries");
		assertThat(get("GET /api/v1/deliveries", "/api/v1/deliveries?limit=1").path("next").isString()).isTrue();
		JsonNode detail = get("GET /api/v1/deliveries/{id}", "/api/v1/deliveries/" + dead);
		assertThat(detail.path("history").valueStream().anyMatch((attempt) -> attempt.path("error").isObject()))
			.isTrue();
		get("GET /api/v1/deliveries/{id}", "/api/v1/deliveries/" + unreadable);
		api.verify("GET /api/v1/deliveries/{id}/body",
				service.get("/api/v1/deliveries/" + dead + "/body", OperationsFixture.VIEWER));
	}

	@Test
	void describesReplays() throws Exception {
		String id = service.putChannel("replayed");
		service.awaitState(id, DeliveryState.HANDLED);
		String one = "/api/v1/deliveries/" + id + "/replay";
		post("POST /api/v1/deliveries/{id}/replay", one, null, 409);
		post("POST /api/v1/deliveries/{id}/replay", one + "?includeHandled=true", null, 202);
		service.awaitState(id, DeliveryState.HANDLED);
		post("POST /api/v1/deliveries/{id}/replay", one + "?handler=greeter", null, 202);
		post("POST /api/v1/deliveries/{id}/replay", one + "?handler=nobody", null, 400);
		post("POST /api/v1/deliveries/{id}/replay", "/api/v1/deliveries/99999999/replay", null, 404);
		String request = "{\"subject\": \"channel:replayed\", \"from\": \"2026-01-01T00:00:00Z\", \"dryRun\": true}";
		assertThat(api.errors("BulkReplayRequest", new JsonMapper().readTree(request))).isEmpty();
		post("POST /api/v1/replays", "/api/v1/replays", request, 200);
		post("POST /api/v1/replays", "/api/v1/replays", request.replace("true", "false"), 202);
		post("POST /api/v1/replays", "/api/v1/replays", null, 415);
		post("POST /api/v1/replays", "/api/v1/replays", "{\"q\": \"" + "x".repeat(20_000) + "\"}", 413);
		assertThat(get("GET /api/v1/replays", "/api/v1/replays").path("items")).isNotEmpty();
		post("POST /api/v1/replays/{id}/cancel", "/api/v1/replays/1/cancel", null, 204);
		post("POST /api/v1/replays/{id}/cancel", "/api/v1/replays/999/cancel", null, 404);
	}

	@Test
	void describesDiscards() throws Exception {
		service.greeter().failing = true;
		String dead = service.putChannel("discarded");
		service.awaitState(dead, DeliveryState.DEAD);
		service.greeter().failing = false;
		String one = "/api/v1/deliveries/" + dead + "/discard";
		post("POST /api/v1/deliveries/{id}/discard", one + "?handler=greeter", null, 200);
		post("POST /api/v1/deliveries/{id}/discard", one, null, 409);
		post("POST /api/v1/deliveries/{id}/discard", "/api/v1/deliveries/99999999/discard", null, 404);
		String request = "{\"subject\": \"channel:discarded\", \"state\": \"DEAD\", \"dryRun\": true}";
		assertThat(api.errors("BulkDiscardRequest", new JsonMapper().readTree(request))).isEmpty();
		post("POST /api/v1/discards", "/api/v1/discards", request, 200);
		post("POST /api/v1/discards", "/api/v1/discards", request.replace("true", "false"), 202);
		post("POST /api/v1/discards", "/api/v1/discards", "{\"state\": \"HANDLED\"}", 400);
		post("POST /api/v1/discards", "/api/v1/discards", null, 415);
		post("POST /api/v1/discards", "/api/v1/discards", "{\"q\": \"" + "x".repeat(20_000) + "\"}", 413);
		get("GET /api/v1/replays", "/api/v1/replays");
	}

	@Test
	void describesHandlersAndFigures() throws Exception {
		post("POST /api/v1/handlers/{name}/pause", "/api/v1/handlers/auditor/pause", null, 204);
		get("GET /api/v1/handlers", "/api/v1/handlers");
		post("POST /api/v1/handlers/{name}/resume", "/api/v1/handlers/auditor/resume", null, 204);
		post("POST /api/v1/handlers/{name}/resume", "/api/v1/handlers/nobody/resume", null, 404);
		service.webhook("{}", "nonsense");
		assertThat(get("GET /api/v1/rejections", "/api/v1/rejections").path("items")).isNotEmpty();
		get("GET /api/v1/stats", "/api/v1/stats");
		get("GET /api/v1/store", "/api/v1/store");
		get("GET /api/v1/spills", "/api/v1/spills");
		post("POST /api/v1/endpoints/{name}/test", "/api/v1/endpoints/default/test", null, 200);
		post("POST /api/v1/endpoints/{name}/test", "/api/v1/endpoints/other/test", null, 404);
		get("GET /api/v1/traffic", "/api/v1/traffic?range=week");
		get("GET " + PATH, PATH);
	}

	@ParameterizedTest
	@ValueSource(strings = { "deliveries", "handlers", "openapi.json", "rejections", "replays", "spills", "stats",
			"store", "traffic" })
	void describesRefusals(String name) throws Exception {
		api.verify("GET /api/v1/" + name, service.get("/api/v1/" + name, null));
	}

	@Test
	void noticesWhenAnAnswerIsOtherwise() {
		JsonNode stats = new JsonMapper()
			.readTree("{\"states\": {}, \"oldestPendingSeconds\": \"1\", \"spilled\": -1, \"more\": 1}");
		assertThat(api.errors("Statistics", stats)).extracting(Error::getKeyword)
			.contains("type", "required", "minimum", "additionalProperties");
	}

	private static JsonNode get(String call, String path) throws Exception {
		HttpResponse<byte[]> answer = service.get(path, OperationsFixture.VIEWER);
		assertThat(answer.statusCode()).isEqualTo(200);
		api.verify(call, answer);
		return OperationsFixture.json(answer);
	}

	private static void post(String call, String path, String body, int status) throws Exception {
		HttpResponse<byte[]> answer = service.post(path, OperationsFixture.OPERATOR, body);
		assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(status);
		api.verify(call, answer);
	}

	/** A call and the method that answers it. */
	private record Mapping(String call, HandlerMethod method) {

		@Override
		public String toString() {
			return this.call;
		}

	}

}
