package io.github.socialhook.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on the command line shows commands, options and events that there are. */
class CommandLinePageTests {

	private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");

	private final CommandLine tool = CommandLineTool.create(Surroundings.ofProcess());

	private final String page = read(Path.of("docs/command-line.md"));

	@Test
	void namesEveryCommandOnce() {
		List<String> rows = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
			.matcher(this.page)
			.results()
			.map((row) -> row.group(1))
			.toList();
		assertThat(rows).containsExactlyInAnyOrderElementsOf(this.tool.getSubcommands().keySet());
	}

	@Test
	void everyExampleOfThePageIsUnderstood() {
		List<String> examples = Pattern.compile("(?m)^socialhook (.*)$")
			.matcher(this.page)
			.results()
			.map((line) -> line.group(1))
			.toList();
		assertThat(examples).hasSizeGreaterThan(12).allSatisfy(this::understand);
		assertThat(examples).extracting((example) -> example.split(" ")[0])
			.contains("send", "verify", "tail", "pull", "replay", "new");
	}

	@Test
	void everyExampleOfTheHelpIsUnderstood() {
		this.tool.getSubcommands()
			.values()
			.stream()
			.flatMap((command) -> Arrays.stream(command.getCommandSpec().usageMessage().footer()))
			.map((line) -> line.strip().replaceFirst("^[A-Z_]+=\\S+ ", "").replaceFirst(" < .*", ""))
			.filter((line) -> line.startsWith("socialhook "))
			.forEach((line) -> understand(line.substring("socialhook ".length())));
	}

	@Test
	void everyOptionThatItMentionsExists() {
		Set<String> known = new TreeSet<>(Set.of("--rm", "--network"));
		this.tool.getSubcommands()
			.values()
			.forEach((command) -> known.addAll(command.getCommandSpec().optionsMap().keySet()));
		assertThat(Pattern.compile("--[a-z][a-z-]+").matcher(this.page).results().map((option) -> option.group()))
			.isNotEmpty()
			.isSubsetOf(known);
	}

	private void understand(String example) {
		String[] words = WORD.matcher(example)
			.results()
			.map((word) -> word.group().replace("'", ""))
			.toArray(String[]::new);
		assertThat(this.tool.parseArgs(words).errors()).as(example).isEmpty();
		List<String> list = List.of(words);
		if (list.getFirst().equals("send") && !list.get(1).startsWith("--")) {
			assertThat(EventNames.find(list.get(1))).isNotNull();
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

}
