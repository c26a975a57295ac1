package io.github.socialhook;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the executable jar does with its arguments. */
@RunsBesideOthers
class LauncherTests {

	@TempDir
	private Path folder;

	@Test
	void aCommandRunsWithoutTheService() throws Exception {
		Run run = launch(List.of("-Xlog:class+load"), "events", "flag");
		assertThat(run.exitCode()).isZero();
		assertThat(run.output()).contains("v3.post.didFlag", "io.github.socialhook.cli.EventsCommand ")
			.doesNotContain("io.github.socialhook.SocialhookApplication ",
					"org.springframework.boot.SpringApplication ", "ch.qos.logback");
	}

	@Test
	void aCommandEndsWithItsExitCode() throws Exception {
		assertThat(launch(List.of(), "sned").exitCode()).isEqualTo(2);
		assertThat(launch(List.of(), "--help").output()).contains("Usage: socialhook", "hash-password");
	}

	@Test
	void optionsAreForTheService() throws Exception {
		Run run = launch(List.of("-Xlog:class+load"), "--server.port=0", "--management.server.port=0",
				"--socialhook.dispach.enabled=false");
		assertThat(run.exitCode()).isEqualTo(1);
		assertThat(run.output()).contains("Did you mean 'socialhook.dispatch.enabled'")
			.doesNotContain("picocli", "io.github.socialhook.cli");
	}

	private Run launch(List<String> options, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", classPath()));
		command.addAll(1, options);
		command.add("io.github.socialhook.Launcher");
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).directory(this.folder.toFile()).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return new Run(process.waitFor(),
				output.lines()
					.map((line) -> line.replaceFirst(" source: .*", " "))
					.filter((line) -> !line.contains("[class,load] java") && !line.contains("[class,load] jdk"))
					.collect(Collectors.joining("\n")));
	}

	private static String classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map((entry) -> Path.of(entry).toAbsolutePath().toString())
			.collect(Collectors.joining(File.pathSeparator));
	}

	private record Run(int exitCode, String output) {

	}

}
