package io.github.socialhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The pages that people read. */
enum Documentation {

	README("README.md"), ARCHITECTURE("docs/architecture.md"), CHANGELOG("CHANGELOG.md"),
	CONTRIBUTING("CONTRIBUTING.md"), CONFIGURATION("docs/configuration.md"), DEPLOY("docs/deploy.md"),
	LINUX("docs/linux.md"), COMPOSE("docs/compose.md"), KUBERNETES("docs/kubernetes.md"),
	OPENSHIFT("docs/openshift.md"), CLOUD("docs/cloud.md"), PROXY("docs/proxy.md"), UPDATES("docs/updates.md"),
	BACKUP("docs/backup.md"), FIREWALL("deploy/firewall/README.md"), EVENTS("docs/events.md"),
	FORWARDING("docs/forwarding.md"), KAFKA("docs/kafka.md"), EXAMPLE_HANDLERS("docs/example-handlers.md"),
	RECEIVERS("docs/receivers.md"), GUARANTEES("docs/guarantees.md"), HANDLERS("docs/handlers.md"),
	HANDLER_JAR("docs/handler-jar.md"), LIBRARY("docs/library.md"), OPERATING("docs/operating.md"),
	POSTGRESQL("docs/postgresql.md"), API("docs/api.md"), CONSOLE("docs/console.md"),
	COMMAND_LINE("docs/command-line.md"), TROUBLESHOOTING("docs/troubleshooting.md"), INDEX("docs/README.md"),
	SECURITY("SECURITY.md"), BENCHMARKS("bench/README.md");

	private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\w+)\\n([\\s\\S]*?)^```$");

	private final Path file;

	Documentation(String file) {
		this.file = Path.of(file);
	}

	static Documentation of(Path file) {
		return Arrays.stream(values()).filter((page) -> page.file.equals(file)).findFirst().orElseThrow();
	}

	Path file() {
		return this.file;
	}

	String text() {
		try {
			return Files.readString(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The blocks of code in a language, as the page has them. */
	List<String> blocks(String language) {
		return BLOCK.matcher(text())
			.results()
			.filter((block) -> block.group(1).equals(language))
			.map((block) -> block.group(2))
			.toList();
	}

	/** The cells of those rows of its tables whose first cell looks so. */
	List<List<String>> rows(String firstCell) {
		return text().lines()
			.filter((line) -> line.startsWith("| "))
			.map((line) -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
			.filter((row) -> row.getFirst().matches(firstCell))
			.toList();
	}

	/** The lines that send an event, led to another port of this machine. */
	String sendLines(int port) {
		return blocks("sh").stream()
			.filter((block) -> block.contains("curl"))
			.findFirst()
			.orElseThrow()
			.replace("http://localhost:8080/", "http://127.0.0.1:" + port + "/");
	}

}
