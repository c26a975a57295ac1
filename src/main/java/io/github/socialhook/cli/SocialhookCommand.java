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
		exitCodeList = { "0:Success.", "1:Not acknowledged in time, not genuine, or not found.",
				"2:The command line is invalid.", "3:The receiver or service cannot be reached, or refuses the user." },
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
