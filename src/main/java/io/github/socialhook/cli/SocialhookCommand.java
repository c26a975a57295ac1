package io.github.socialhook.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is said to somebody who names no command. */
@Command(name = "socialhook", mixinStandardHelpOptions = true, versionProvider = VersionProvider.class,
		scope = CommandLine.ScopeType.INHERIT, subcommandsRepeatable = false,
		description = "Receives the webhooks of Social+. Without a command, it starts the service; 'demo' starts the demo.",
		synopsisSubcommandLabel = "COMMAND", exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:It is as it should be.",
				"1:The answer is no: not acknowledged in time, not genuine, not there.", "2:The command line is wrong.",
				"3:The receiver or service cannot be reached, or refuses the user." },
		parameterListHeading = "%nParameters:%n", optionListHeading = "%nOptions:%n",
		commandListHeading = "%nCommands:%n", descriptionHeading = "%n", footerHeading = "%n")
final class SocialhookCommand implements Runnable {

	@Spec
	private @Nullable CommandSpec command;

	@Override
	public void run() {
		if (this.command != null) {
			this.command.commandLine().usage(this.command.commandLine().getErr());
		}
	}

}
