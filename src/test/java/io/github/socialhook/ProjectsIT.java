package io.github.socialhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Projects of users, built, tested and run as the pages say. The libraries are those that
 * this build has installed for its own tests.
 */
class ProjectsIT {

	private static final String SECRET = "project-7Hq2x9Vk";

	@TempDir
	private Path folder;

	@BeforeEach
	void requireTheLibraries() {
		Assumptions.assumeFalse(Boolean.getBoolean("invoker.skip"), "the libraries are not installed for tests");
	}

	@Test
	void aNewProjectIsBuiltTestedAndRun() throws Exception {
		assertThat(run(this.folder, java("-jar", executableJar().toString(), "new", "my-receiver")))
			.contains("The project is in ");
		Path project = this.folder.resolve("my-receiver");
		build(project.resolve("mvnw"), project);
		try (ApplicationProcess receiver = ApplicationProcess.startJar(project.resolve("target/my-receiver.jar"),
				project, Map.of("SOCIALHOOK_SECRET", SECRET))) {
			send(receiver);
			receiver.await("(Handler channelCount.count takes channel.didCreate)");
		}
		assertThat(project.resolve("data/socialhook.db")).isNotEmptyFile();
	}

	@Test
	void theExampleOfAHandlerJarIsBuiltTestedAndLoaded() throws Exception {
		Path project = this.folder.resolve("my-handlers");
		FileSystemUtils.copyRecursively(Path.of("docs/examples/handler-jar"), project);
		build(Path.of("mvnw").toAbsolutePath(), project);
		Path handlers = Files.createDirectories(project.resolve("handlers"));
		Files.copy(project.resolve("target/my-handlers-1.0.jar"), handlers.resolve("my-handlers-1.0.jar"));
		try (ApplicationProcess service = ApplicationProcess.startJar(executableJar(), project,
				Map.of("SOCIALHOOK_SECRET", SECRET))) {
			send(service);
			assertThat(service.text()).contains("my-handlers-1.0.jar contains com.example.ChannelCount",
					"Handler channelCount.count takes channel.didCreate");
		}
	}

	private void build(Path maven, Path project) throws Exception {
		assertThat(run(project,
				List.of(maven.toString(), "-B", "package",
						"-Dmaven.repo.local=" + Path.of("target/it-repository").toAbsolutePath(),
						"-Dmaven.repo.local.tail=" + System.getProperty("socialhook.repository"),
						"-Dmaven.repo.local.tail.ignoreAvailability=true")))
			.contains("Tests run: 1, Failures: 0, Errors: 0", "BUILD SUCCESS");
	}

	/** A busy machine may need more than the time that Social+ waits. */
	private void send(ApplicationProcess receiver) throws Exception {
		Path secret = Files.writeString(this.folder.resolve("secret.txt"), SECRET);
		List<String> command = java("-jar", executableJar().toString(), "send", "channel.didCreate", "--to",
				"http://localhost:" + receiver.port() + "/webhooks", "--secret-file", secret.toString());
		Awaitility.await()
			.ignoreException(AssertionError.class)
			.until(() -> run(this.folder, command).contains("channel.didCreate: acknowledged in "));
	}

	private static List<String> java(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(List.of(arguments));
		return command;
	}

	private static String run(Path folder, List<String> command) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

	private static Path executableJar() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("target"))) {
			return files.filter((file) -> file.toString().endsWith("-exec.jar"))
				.findFirst()
				.orElseThrow()
				.toAbsolutePath();
		}
	}

}
