package io.github.socialhook;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import io.github.socialhook.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A dead letter of a running service becomes a test that fails as its handler did, and
 * that passes once the handler is mended.
 */
@RunsBesideOthers
class PulledTestTests {

	private static final String CASHIER = """
			package com.example.shop;

			import io.github.socialhook.event.ChannelEvent;
			import io.github.socialhook.handler.WebhookHandler;

			@org.springframework.stereotype.Component
			class Cashier {

				@WebhookHandler
				void open(ChannelEvent.DidCreate created) {
					String till = created.channels().getFirst().channelId();
					if (%s) {
						throw new IllegalStateException("The till " + till + " is locked");
					}
				}

			}
			""";

	@TempDir
	private Path folder;

	@Test
	void failsAsTheHandlerDidUntilItIsMended() throws Exception {
		Path broken = compile("broken", "com/example/shop/Cashier.java", CASHIER.formatted("till.equals(\"back\")"));
		String id = dieFrom(broken);
		Path project = this.folder.resolve("project");
		String name = "com.example.shop.ChannelDidCreateDelivery" + id + "Tests";
		Path test = project.resolve("src/test/java/" + name.replace('.', '/') + ".java");
		String source = Files.readString(test);
		assertThat(source).contains("@SocialhookTest(Cashier.class)",
				"It failed with java.lang.IllegalStateException at");

		Run failing = run(broken, project, name, source);
		assertThat(failing.output()).contains("Expected cashier.open to handle the delivery.",
				"java.lang.IllegalStateException: The till back is locked", "at com.example.shop.Cashier.open(");
		assertThat(failing.exitCode()).isEqualTo(1);

		Path mended = compile("mended", "com/example/shop/Cashier.java", CASHIER.formatted("till.equals(\"other\")"));
		Run passing = run(mended, project, name, source);
		assertThat(passing.output()).doesNotContain("IllegalStateException");
		assertThat(passing.exitCode()).isZero();
	}

	/** A service gets what its handler cannot handle, and the dead letter is pulled. */
	private String dieFrom(Path handlers) throws Exception {
		List<String> arguments = new ArrayList<>(Operator.arguments());
		arguments.add("--socialhook.dispatch.retry-after=10ms");
		Path jars = Files.createDirectories(this.folder.resolve("service/handlers"));
		Shell.run("cd '" + handlers + "' && '" + Path.of(System.getProperty("java.home"), "bin", "jar") + "' -cf '"
				+ jars.resolve("shop.jar") + "' .");
		Commands commands = new Commands(this.folder.resolve("project")).with("SOCIALHOOK_SECRET", "pulled-7Hq2x9Vk")
			.with("OPERATIONS_PASSWORD", "olga-at-the-desk");
		try (ApplicationProcess service = ApplicationProcess.start(this.folder.resolve("service"),
				Map.of("SOCIALHOOK_SECRET", "pulled-7Hq2x9Vk"), arguments.toArray(String[]::new))) {
			String to = "http://localhost:" + service.port() + "/webhooks";
			String operations = "http://localhost:" + service.operationsPort();
			assertThat(
					commands.run("send", "channel.didCreate", "--set", "data.channel.channelId=back", "--to", to).err())
				.isEmpty();
			Commands.Result tail = commands.run("tail", "--user", "olga", "--service", operations, "--state", "DEAD",
					"--count", "1", "--json");
			assertThat(tail.err()).isEmpty();
			assertThat(tail.out()).as("Exit code %s", tail.exitCode()).contains("\"id\"");
			String id = tail.json().path("id").asString();
			Commands.Result pulled = commands.run("pull", id, "--as-test", "--user", "olga", "--service", operations);
			assertThat(pulled.err()).isEmpty();
			assertThat(pulled.out()).contains("The test is ");
			return id;
		}
	}

	private Run run(Path handlers, Path project, String name, String source) throws Exception {
		Path classes = compile(handlers.getFileName() + "-test", name.replace('.', '/') + ".java", source,
				handlers.toString());
		String classPath = String.join(File.pathSeparator, classes.toString(), handlers.toString(),
				project.resolve("src/test/resources").toString(), System.getProperty("java.class.path"));
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", classPath, JUnitProcess.class.getName(), name)
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return new Run(process.waitFor(), output);
	}

	private Path compile(String name, String file, String source, String... classPath) throws IOException {
		Path sourceFile = this.folder.resolve(name + "-source").resolve(file);
		Files.createDirectories(sourceFile.getParent());
		Files.writeString(sourceFile, source);
		Path classes = Files.createDirectories(this.folder.resolve(name));
		List<String> all = new ArrayList<>(List.of(classPath));
		all.add(System.getProperty("java.class.path"));
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter said = new StringWriter();
		boolean compiled = compiler
			.getTask(said, null, null,
					List.of("-proc:none", "-cp", String.join(File.pathSeparator, all), "-d", classes.toString()), null,
					compiler.getStandardFileManager(null, null, null).getJavaFileObjects(sourceFile))
			.call();
		assertThat(compiled).as(said.toString()).isTrue();
		return classes;
	}

	private record Run(int exitCode, String output) {

	}

}
