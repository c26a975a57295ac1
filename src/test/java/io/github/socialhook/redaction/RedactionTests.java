package io.github.socialhook.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.socialhook.configuration.InvalidConfigurationException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RedactionTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static String mask(String body, String... paths) {
		return new String(Redaction.of(List.of(paths)).mask(body.getBytes(StandardCharsets.UTF_8)),
				StandardCharsets.UTF_8);
	}

	private static UnaryOperator<String> texts(String body, String... paths) {
		return Redaction.of(List.of(paths)).textsAbout(body.getBytes(StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			$.data.user.email         | {"data": {"user": {"email": "***", "name": "A"}, "list": [{"email": "l"}]}}
			data.user.email           | {"data": {"user": {"email": "***", "name": "A"}, "list": [{"email": "l"}]}}
			$.data.*.email            | {"data": {"user": {"email": "***", "name": "A"}, "list": [{"email": "***"}]}}
			$.data.list.email         | {"data": {"user": {"email": "e", "name": "A"}, "list": [{"email": "***"}]}}
			$.data.list[*].email      | {"data": {"user": {"email": "e", "name": "A"}, "list": [{"email": "***"}]}}
			$['data']["list"].*.email | {"data": {"user": {"email": "e", "name": "A"}, "list": [{"email": "***"}]}}
			$..email                  | {"data": {"user": {"email": "***", "name": "A"}, "list": [{"email": "***"}]}}
			$..user                   | {"data": {"user": "***", "list": [{"email": "l"}]}}
			$..user..*                | {"data": {"user": {"email": "***", "name": "***"}, "list": [{"email": "l"}]}}
			$.data.list               | {"data": {"user": {"email": "e", "name": "A"}, "list": "***"}}
			$.data.list[*]            | {"data": {"user": {"email": "e", "name": "A"}, "list": ["***"]}}
			$.*                       | {"data": "***"}
			$.data.Email              | {"data": {"user": {"email": "e", "name": "A"}, "list": [{"email": "l"}]}}
			""")
	void masksWhatAPathMeans(String path, String masked) {
		String body = "{\"data\": {\"user\": {\"email\": \"e\", \"name\": \"A\"}, \"list\": [{\"email\": \"l\"}]}}";
		assertThat(mask(body, path)).isEqualTo(masked);
	}

	@Test
	void leavesAllOtherBytesAsTheyAre() {
		String body = " {\"a\" :1.50e+3 ,\r\n\"e\": \"\\u0041\\\"x\", \"e\":12345,\"z\": \"\u00e4\ud83d\ude00\" , \"e\" : [1, {\"b\": 2}] }\n";
		assertThat(mask(body, "e")).isEqualTo(
				" {\"a\" :1.50e+3 ,\r\n\"e\": \"***\", \"e\":\"***\",\"z\": \"\u00e4\ud83d\ude00\" , \"e\" : \"***\" }\n");
	}

	@Test
	void returnsTheSameArrayWhereThereIsNothingToMask() {
		byte[] body = "{\"a\": 1}".getBytes(StandardCharsets.UTF_8);
		assertThat(Redaction.of(List.of("$..email")).mask(body)).isSameAs(body);
		byte[] broken = "email=anna".getBytes(StandardCharsets.UTF_8);
		assertThat(Redaction.NONE.mask(broken)).isSameAs(broken);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			email=anna                              | ***
			{"a": 1, "email": "ann                  | {"a": 1***
			{"a": 1, "email": "anna"} {"email": "x  | {"a": 1, "email": "***"} {***
			{"email": {"first": ["anna", tru        | {***
			{"a": "b"} email: anna                  | {"a": "b"}***
			{"a": 'anna'}                           | {***
			""")
	void masksEverythingFromWhereABodyIsNoJson(String body, String masked) {
		assertThat(mask(body, "$..email")).isEqualTo(masked);
		assertThat(texts(body, "$..email").apply("It failed for anna")).isEqualTo("***");
	}

	@Test
	void masksBytesThatAreNotUtf8() {
		byte[] body = "{\"a\": \"\u00e4\", \"email\": \"anna\"}".getBytes(StandardCharsets.ISO_8859_1);
		byte[] masked = Redaction.of(List.of("$..email")).mask(body);
		assertThat(new String(masked, StandardCharsets.ISO_8859_1)).isEqualTo("{***");
		for (String charset : List.of("UTF-16LE", "UTF-16BE", "UTF-32BE")) {
			byte[] wide = "{\"email\": \"anna\"}".getBytes(java.nio.charset.Charset.forName(charset));
			assertThat(new String(Redaction.of(List.of("$..email")).mask(wide), StandardCharsets.ISO_8859_1))
				.as(charset)
				.doesNotContain("n\0n", "nn", "\0a\0");
		}
		String withMark = "\ufeff{\"email\": \"anna\"}";
		assertThat(mask(withMark, "$..email")).isEqualTo("\ufeff{\"email\": \"***\"}");
	}

	@Test
	void masksDeepAndLargeBodies() {
		String deep = "{\"a\": ".repeat(10_000) + "{\"email\": \"anna\"}" + "}".repeat(10_000);
		assertThat(mask(deep, "$..email", "$.a.*.email")).isEqualTo(deep.replace("anna", "***"));
		String deepInside = "{\"email\": " + "[".repeat(10_000) + "\"anna\"" + "]".repeat(10_000) + "}";
		assertThat(mask(deepInside, "$..email")).isEqualTo("{\"email\": \"***\"}");
		String tooDeep = "[".repeat(1024 * 1024);
		assertThat(mask(tooDeep, "$..email")).endsWith("[***").hasSizeLessThan(200_000);
		String large = "{\"email\": \"" + "anna ".repeat(200_000) + "\", \"list\": ["
				+ "{\"email\": 1234},".repeat(1000) + "1]}";
		assertThat(mask(large, "$..email"))
			.isEqualTo("{\"email\": \"***\", \"list\": [" + "{\"email\": \"***\"},".repeat(1000) + "1]}");
	}

	@Test
	void masksValuesInTexts() {
		String body = """
				{"email": "anna@example.org", "phone": 4930123456, "n": 7, "x": {"y": ["Berlin", true]}, "e": ""}""";
		UnaryOperator<String> mask = texts(body, "$.email", "$.phone", "$.n", "$.x", "$.e");
		assertThat(mask.apply("No mailbox anna@example.org, phone +4930123456, Berlin"))
			.isEqualTo("No mailbox ***, phone +***, ***");
		assertThat(mask.apply("Row 7 of 17, 7a, (7)")).isEqualTo("Row *** of 17, 7a, (***)");
		assertThat(mask.apply("Nothing")).isEqualTo("Nothing");
		assertThat(texts("{\"a\": \"anna\", \"b\": \"anna-lena\"}", "a", "b").apply("anna-lena and anna"))
			.isEqualTo("*** and ***");
		assertThat(texts("{\"a\": [" + "1000,".repeat(2) + String.join(",", numbers(2000)) + "]}", "a").apply("Broken"))
			.isEqualTo("***");
	}

	private static String[] numbers(int number) {
		String[] numbers = new String[number];
		Arrays.setAll(numbers, (i) -> Integer.toString(100_000 + i));
		return numbers;
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "$", "$.", "a b", "$..", "$.a[0]", "$.a[?(@.b)]", "$.a.", "$.a..", "$['a'", "$$.a" })
	void refusesWhatIsNoPath(String path) {
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> Redaction.of(List.of(path)))
			.withMessage("socialhook.redact has '" + path + "', which is not a valid path.")
			.satisfies((ex) -> assertThat(ex.action()).contains("$..email"));
	}

	@ParameterizedTest
	@CsvSource({ "$.event,the name of the event", "$..eventName,the name of the event", "$..channelId,the channel that",
			"$.data.messages.messageId,the message that", "$.*.users.userId,the user that" })
	void refusesToMaskWhatDeliveriesAreFoundBy(String path, String what) {
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> Redaction.of(List.of(path)))
			.withMessageStartingWith("socialhook.redact has '" + path + "', which names " + what)
			.satisfies((ex) -> assertThat(ex.action()).contains("other fields"));
	}

	@Test
	void masksContainersOfIds() {
		assertThat(mask("{\"data\": {\"user\": {\"userId\": \"anna\"}}}", "$..user"))
			.isEqualTo("{\"data\": {\"user\": \"***\"}}");
	}

	/** Whatever the tree, exactly the members of one name are masked. */
	@Property(tries = 500)
	void agreesWithATree(@ForAll("trees") JsonNode tree) {
		byte[] masked = Redaction.of(List.of("$..e")).mask(JSON.writeValueAsBytes(tree));
		assertThat(JSON.readTree(masked)).isEqualTo(expected(tree));
	}

	private static JsonNode expected(JsonNode tree) {
		if (tree.isArray()) {
			var copy = JsonNodeFactory.instance.arrayNode();
			tree.forEach((each) -> copy.add(expected(each)));
			return copy;
		}
		if (tree.isObject()) {
			ObjectNode copy = JsonNodeFactory.instance.objectNode();
			tree.properties()
				.forEach((each) -> copy.set(each.getKey(), each.getKey().equals("e")
						? JsonNodeFactory.instance.stringNode("***") : expected(each.getValue())));
			return copy;
		}
		return tree;
	}

	@Provide
	Arbitrary<JsonNode> trees() {
		return tree(4);
	}

	private static Arbitrary<JsonNode> tree(int depth) {
		JsonNodeFactory nodes = JsonNodeFactory.instance;
		Arbitrary<JsonNode> leaf = Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(8).map(nodes::stringNode),
				Arbitraries.integers().map(nodes::numberNode), Arbitraries.of(true, false).map(nodes::booleanNode),
				Arbitraries.just(nodes.nullNode()));
		if (depth == 0) {
			return leaf;
		}
		Arbitrary<JsonNode> child = Arbitraries.lazy(() -> tree(depth - 1));
		Arbitrary<JsonNode> array = child.list().ofMaxSize(4).map((each) -> nodes.arrayNode().addAll(each));
		Arbitrary<JsonNode> object = Arbitraries.maps(Arbitraries.of("a", "b", "e", "\u00e4\"e"), child)
			.ofMaxSize(4)
			.map((each) -> nodes.objectNode().setAll(each));
		return Arbitraries.oneOf(leaf, array, object);
	}

}
