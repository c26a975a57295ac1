package io.github.socialhook.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.github.socialhook.sender.EventEditor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Fetches a delivery with all that happened to it, also as a test that reproduces it. */
@Command(name = "pull",
		description = "Shows the history of a delivery, and saves its body, also as a test that reproduces it.",
		footer = { "Examples:", "  socialhook pull 42 --user anna --out body.json",
				"  socialhook pull 42 --user anna --as-test --redact data.messages.data.text" })
final class PullCommand implements Callable<Integer> {

	@Mixin
	private final ServiceOptions service;

	@Mixin
	private final Printer printer = new Printer();

	private final Surroundings surroundings;

	@Parameters(paramLabel = "ID", description = "The id of the delivery.")
	private String id = "";

	@Option(names = "--out", paramLabel = "FILE", description = "Save the exact bytes of the body there.")
	private @Nullable Path out;

	@Option(names = "--as-test",
			description = "Write the body and a JUnit test into a project: the test fails as the handlers did, until they are fixed.")
	private boolean asTest;

	@Option(names = "--project", paramLabel = "FOLDER", defaultValue = ".",
			description = "The project, with --as-test. Default: the working directory")
	private Path project = Path.of(".");

	@Option(names = "--package", paramLabel = "NAME",
			description = "The package of the test, with --as-test. Default: that of the handler, else of the application")
	private @Nullable String packageName;

	@Option(names = "--redact", paramLabel = "PATH",
			description = "Replace this value of the body by '***'. The handlers may then act differently.")
	private List<String> redacted = List.of();

	PullCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
		this.service = new ServiceOptions(surroundings);
	}

	@Override
	public Integer call() {
		JsonNode delivery;
		byte[] body;
		try (ApiClient api = this.service.open()) {
			String path = "deliveries/" + ApiClient.encode(this.id);
			delivery = api.get(path, Map.of());
			body = redact(api.getBytes(path + "/body"));
		}
		Map<String, Object> result = new LinkedHashMap<>();
		result.put("delivery", delivery);
		result.put("body", new String(body, StandardCharsets.UTF_8));
		if (this.out != null) {
			write(this.surroundings.resolve(this.out), body, true);
			result.put("file", this.out.toString());
		}
		if (this.asTest) {
			result.put("test", writeTest(delivery, body).toString());
		}
		this.printer.print(DeliveryStory.of(delivery, result), result);
		return ExitCodes.OK;
	}

	private byte[] redact(byte[] body) {
		if (this.redacted.isEmpty()) {
			return body;
		}
		try {
			EventEditor editor = new EventEditor(body);
			this.redacted.forEach((path) -> editor.set(path, "***"));
			return editor.body();
		}
		catch (IllegalArgumentException | JacksonException ex) {
			throw CommandFailure.failed("The body cannot be redacted: " + ex.getMessage());
		}
	}

	private Path writeTest(JsonNode delivery, byte[] body) {
		TestCase test = TestCase.of(delivery, this.packageName, this.surroundings.resolve(this.project));
		write(test.fixture(), body, false);
		write(test.file(), test.source().getBytes(StandardCharsets.UTF_8), false);
		return test.file();
	}

	/** A file that is there may have been changed by its owner. */
	private static void write(Path file, byte[] content, boolean overwrite) {
		try {
			Path folder = file.toAbsolutePath().getParent();
			if (folder != null) {
				Files.createDirectories(folder);
			}
			if (!overwrite && Files.exists(file)) {
				throw new FileAlreadyExistsException(file.toString());
			}
			Files.write(file, content);
		}
		catch (FileAlreadyExistsException ex) {
			throw CommandFailure.failed("The file '" + file + "' exists already.");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
