package io.github.socialhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The handlers of a clone are their owner's: no rule of this project applies to them, the
 * examples can be deleted, and a test of a handler compiles nothing else.
 */
@Tag("soak")
class CloneIT {

	private static final Path HANDLERS = Path.of("java/io/github/socialhook/app");

	private static final Pattern COMPILED = Pattern.compile("Compiling (\\d+) source file");

	@TempDir
	private Path clone;

	@Test
	void testsAHandlerThatFollowsNoRuleOfThisProject() throws Exception {
		Assumptions.assumeFalse(Boolean.getBoolean("invoker.skip"), "the libraries are not installed for tests");
		copyTheBuild();
		replaceExamples("src/main", "Shout.java",
				"""
						package io.github.socialhook.app;
						import io.github.socialhook.event.*;
						import io.github.socialhook.handler.*;
						@org.springframework.stereotype.Component
						public class Shout {
						  public static String last = null;
						  @WebhookHandler public void on(ChannelEvent.DidCreate e) { last = e.channels().get(0).channelId().toUpperCase(); }
						}
						""");
		replaceExamples("src/test", "ShoutTests.java", """
				package io.github.socialhook.app;
				import io.github.socialhook.test.*;
				import org.junit.jupiter.api.Test;
				@SocialhookTest(Shout.class)
				class ShoutTests {
				  @Test void shouts(Social social) {
				    social.sends(Events.aChannel()).isHandledByAll();
				    assert "TRAIL-CLUB-CHAT".equals(Shout.last);
				  }
				}
				""");
		String output = run("./mvnw", "-B", "test", "-Dtest=ShoutTests",
				"-Dmaven.repo.local=" + System.getProperty("socialhook.repository"));
		assertThat(output).contains("Tests run: 1, Failures: 0, Errors: 0", "BUILD SUCCESS");
		assertThat(COMPILED.matcher(output).results()).isNotEmpty()
			.allSatisfy((compiled) -> assertThat(compiled.group(1)).isEqualTo("1"));
	}

	/** As it is, with what it has compiled. */
	private void copyTheBuild() throws Exception {
		run(Path.of("").toAbsolutePath(), "bash", "-c",
				"tar --create --exclude=node_modules .mvn mvnw pom.xml src docs LICENSE target/classes target/test-classes"
						+ " target/generated-sources target/generated-test-sources target/maven-status target/tests-compiled"
						+ " | tar --extract --directory='" + this.clone + "'");
		String origin = Path.of("").toAbsolutePath().toString();
		try (Stream<Path> files = Files.walk(this.clone.resolve("target/maven-status"))) {
			for (Path list : files.filter((file) -> file.toString().endsWith(".lst")).toList()) {
				Files.writeString(list, Files.readString(list).replace(origin, this.clone.toRealPath().toString()));
			}
		}
	}

	private void replaceExamples(String root, String name, String source) throws IOException {
		Path folder = this.clone.resolve(root).resolve(HANDLERS);
		FileSystemUtils.deleteRecursively(folder);
		Files.writeString(Files.createDirectories(folder).resolve(name), source);
	}

	private String run(String... command) throws Exception {
		return run(this.clone, command);
	}

	private static String run(Path folder, String... command) throws Exception {
		ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(folder.toFile())
			.redirectErrorStream(true);
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

}
