package io.github.socialhook.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.socialhook.RunsBesideOthers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import static org.assertj.core.api.Assertions.assertThat;

@RunsBesideOthers
class CommandLineToolTests {

	@TempDir
	private Path folder;

	static Stream<String> commands() {
		return tool().getSubcommands().keySet().stream();
	}

	private static CommandLine tool() {
		return CommandLineTool.create(Surroundings.ofProcess());
	}

	@ParameterizedTest
	@MethodSource("commands")
	void everyCommandHasHelpToLearnFrom(String command) {
		Commands.Result help = new Commands(this.folder).run(command, "--help");
		assertThat(help.exitCode()).isZero();
		assertThat(help.out()).contains("Usage: socialhook " + command);
		if (!command.equals("generate-completion")) {
			assertThat(help.out()).contains("Example", "Exit codes:", "0   Success", "--json");
		}
		assertThat(tool().getSubcommands().get(command).getCommandSpec().options())
			.allSatisfy((option) -> assertThat(option.description()).isNotEmpty());
	}

	@ParameterizedTest
	@MethodSource("commands")
	void noSecretIsAnArgument(String command) {
		assertThat(tool().getSubcommands().get(command).getCommandSpec().options()).extracting(OptionSpec::longestName)
			.doesNotContain("--secret", "--password");
	}

	@Test
	void helpListsAllCommands() {
		Commands.Result help = new Commands(this.folder).run("--help");
		assertThat(help.exitCode()).isZero();
		assertThat(commands())
			.allSatisfy((command) -> assertThat(help.out()).containsPattern("(?m)^  " + command + " "));
		assertThat(new Commands(this.folder).run("--version").out()).containsPattern("Socialhook \\d");
	}

	@Test
	void aMistypedCommandIsFoundOut() {
		Commands.Result result = new Commands(this.folder).run("sned");
		assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
		assertThat(result.err()).contains("'sned'", "Did you mean: ", "See 'socialhook --help'.");
		assertThat(new Commands(this.folder).run("send", "--colour").err()).contains("--colour",
				"See 'socialhook send --help'.");
	}

	@Test
	void bashCompletesCommandsOptionsAndEvents() throws Exception {
		Path script = this.folder.resolve("completion");
		Files.writeString(script, new Commands(this.folder).run("generate-completion").out());
		Process bash = new ProcessBuilder("bash", "-c", """
				source "$1"
				COMP_WORDS=(socialhook send chan) COMP_CWORD=2 COMP_LINE='socialhook send chan' COMP_POINT=20
				_complete_socialhook 2>/dev/null
				echo "${COMPREPLY[@]}"
				COMP_WORDS=(socialhook send --leg) COMP_CWORD=2 COMP_LINE='socialhook send --leg' COMP_POINT=21
				_complete_socialhook 2>/dev/null
				echo "${COMPREPLY[@]}"
				""", "bash", script.toString()).redirectErrorStream(true).start();
		List<String> said = bash.inputReader().lines().toList();
		assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
		assertThat(said).hasSize(2);
		assertThat(said.getFirst()).contains("channel.didCreate");
		assertThat(said.getLast()).isEqualTo("--legacy-twin");
	}

}
