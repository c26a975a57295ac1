package io.github.socialhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is one for the whole process is not for classes that run beside others. */
class RunsBesideOthersTests {

	/** Each sets up the log anew, or takes the output of the process for itself. */
	private static final String[] OF_THE_PROCESS = { "OutputCaptureExtension", "SpringApplicationBuilder(",
			"SpringApplication.run(", "OperationsFixture.", "RunningHost.", "@SpringBootTest" };

	@Test
	void noneStartsAnApplicationOrCapturesTheOutputInThisProcess() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
			List<Path> beside = files.filter((file) -> file.toString().endsWith("Tests.java"))
				.filter((file) -> text(file).contains("\n@RunsBesideOthers\n"))
				.toList();
			assertThat(beside).hasSizeGreaterThan(50)
				.allSatisfy((file) -> assertThat(text(file)).as(file.toString()).doesNotContain(OF_THE_PROCESS));
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
