package io.github.socialhook.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A test that sends a delivery to the handlers that have failed, and expects them to
 * handle it. It is in the package of a handler, so that it can name its class.
 */
final class TestCase {

	private static final String CLONE = "io.github.socialhook.app";

	private static final String DISPATCHER = "io.github.socialhook.dispatch.";

	/** The class in a line of a stack trace, which may begin with its module. */
	private static final Pattern FRAME = Pattern
		.compile("(?m)^\\s*at (?:[\\w.]*(?:@[^/\\s]*)?/)*([\\w.$]+)\\.[\\w$<>]+\\(");

	private final JsonNode delivery;

	private final Map<String, JsonNode> failures;

	private final String packageName;

	private final List<String> handlerClasses;

	private final Path project;

	private TestCase(JsonNode delivery, Map<String, JsonNode> failures, String packageName, List<String> handlerClasses,
			Path project) {
		this.delivery = delivery;
		this.failures = failures;
		this.packageName = packageName;
		this.handlerClasses = handlerClasses;
		this.project = project;
	}

	static TestCase of(JsonNode delivery, @Nullable String packageName, Path project) {
		Map<String, JsonNode> failures = failures(delivery);
		if (failures.isEmpty()) {
			throw CommandFailure.failed("No handler has failed delivery " + delivery.path("id").asString()
					+ ", so there is nothing to reproduce.");
		}
		List<Optional<String>> found = failures.values().stream().map(TestCase::classOf).toList();
		List<String> classes = found.stream().flatMap(Optional::stream).distinct().toList();
		String chosen = Optional.ofNullable(packageName)
			.or(() -> classes.stream().map(TestCase::packageOf).findFirst())
			.or(() -> packageOfApplication(project))
			.orElseThrow(() -> CommandFailure.usage("Name the package of the test with --package."));
		boolean named = found.stream().allMatch(Optional::isPresent)
				&& classes.stream().allMatch((each) -> packageOf(each).equals(chosen));
		return new TestCase(delivery, failures, chosen, named ? classes : List.of(), project);
	}

	/** The latest failure of each handler that has not succeeded since. */
	private static Map<String, JsonNode> failures(JsonNode delivery) {
		Map<String, JsonNode> failures = new LinkedHashMap<>();
		for (JsonNode attempt : delivery.path("history")) {
			if (attempt.path("error").isObject()) {
				failures.put(attempt.path("handler").asString(), attempt);
			}
			else {
				failures.remove(attempt.path("handler").asString());
			}
		}
		return failures;
	}

	/** The stack trace shows it: it is what the dispatcher has called by reflection. */
	private static Optional<String> classOf(JsonNode attempt) {
		List<String> frames = FRAME.matcher(attempt.path("error").path("trace").asString(""))
			.results()
			.map((frame) -> frame.group(1))
			.toList();
		int dispatcher = 0;
		while (dispatcher < frames.size() && !frames.get(dispatcher).startsWith(DISPATCHER)) {
			dispatcher++;
		}
		if (dispatcher == frames.size()) {
			return Optional.empty();
		}
		return frames.subList(0, dispatcher)
			.reversed()
			.stream()
			.filter((type) -> !type.matches("(java|jdk|org\\.springframework)\\..*"))
			.findFirst()
			.map((type) -> type.replaceFirst("\\$\\$.*", ""));
	}

	private static String packageOf(String type) {
		return type.substring(0, Math.max(0, type.lastIndexOf('.')));
	}

	private static Optional<String> packageOfApplication(Path project) {
		Path sources = project.resolve("src/main/java");
		if (Files.isDirectory(sources.resolve(CLONE.replace('.', '/')))) {
			return Optional.of(CLONE);
		}
		if (!Files.isDirectory(sources)) {
			return Optional.empty();
		}
		try (Stream<Path> files = Files.walk(sources)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.filter((file) -> read(file).contains("@SpringBootApplication"))
				.map((file) -> sources.relativize(file.resolveSibling("")).toString().replace(File.separatorChar, '.'))
				.findFirst();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Path fixture() {
		return this.project.resolve("src/test/resources").resolve(resource());
	}

	private String resource() {
		return "deliveries/" + fileName(text("id")) + ".json";
	}

	Path file() {
		return this.project.resolve("src/test/java")
			.resolve(this.packageName.replace('.', '/'))
			.resolve(className() + ".java");
	}

	private String className() {
		return words(this.delivery.path("event").asString("delivery")) + "Delivery" + words(text("id")) + "Tests";
	}

	private static String fileName(String text) {
		return text.replaceAll("[^A-Za-z0-9-]", "_");
	}

	/** What is no part of a Java name separates words. */
	private static String words(String text) {
		return Stream.of(text.split("[^A-Za-z0-9]+"))
			.filter((word) -> !word.isEmpty())
			.map((word) -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
			.collect(Collectors.joining());
	}

	private String text(String name) {
		return this.delivery.path(name).asString();
	}

	String source() {
		List<String> tests = new ArrayList<>();
		this.failures.forEach((handler, attempt) -> tests.add("""
					/** It failed with %s at %s. */
					@Test
					void %sHandlesIt(Social social) {
						social.sends(Events.saved("%s"), "%s").toHandler("%s").isHandled();
					}
				""".formatted(attempt.path("error").path("type").asString(), attempt.path("startedAt").asString(),
				variable(handler), resource(), text("endpoint"), handler)));
		return """
				package %s;

				import io.github.socialhook.test.Events;
				import io.github.socialhook.test.Social;
				import io.github.socialhook.test.SocialhookTest;
				import org.junit.jupiter.api.Test;

				/** Fails as delivery %s did, until what failed is mended. */
				@SocialhookTest%s
				class %s {

				%s
				}
				""".formatted(this.packageName, text("id"), handlers(), className(), String.join("\n", tests));
	}

	private String handlers() {
		List<String> literals = this.handlerClasses.stream()
			.map((type) -> type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + ".class")
			.toList();
		return switch (literals.size()) {
			case 0 -> "";
			case 1 -> "(" + literals.getFirst() + ")";
			default -> "({ " + String.join(", ", literals) + " })";
		};
	}

	private static String variable(String handler) {
		String words = words(handler);
		return words.isEmpty() ? "handler" : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
	}

}
