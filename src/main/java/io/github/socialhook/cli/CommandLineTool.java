package io.github.socialhook.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

import org.springframework.boot.convert.DurationStyle;

/**
 * Runs one command and ends the process. The launcher comes here instead of starting the
 * service when its first argument is the name of a command.
 */
final class CommandLineTool {

	/** Of the help, in characters. */
	private static final int WIDTH = 120;

	private CommandLineTool() {
	}

	/** The launcher calls it by its name. */
	static void launch(String[] arguments) {
		// Libraries have nothing to say to the user of a command.
		System.setProperty("org.apache.commons.logging.LogFactory", "org.apache.commons.logging.impl.LogFactoryImpl");
		System.setProperty("org.apache.commons.logging.Log", "org.apache.commons.logging.impl.NoOpLog");
		CommandLine line = create(Surroundings.ofProcess());
		System.exit(line.execute(arguments));
	}

	static int run(Surroundings surroundings, PrintWriter out, PrintWriter err, String... arguments) {
		return create(surroundings).setOut(out).setErr(err).execute(arguments);
	}

	static CommandLine create(Surroundings surroundings) {
		CommandLine line = new CommandLine(new SocialhookCommand());
		List.of(new SendCommand(surroundings), new VerifyCommand(surroundings), new EventsCommand(),
				new TailCommand(surroundings), new PullCommand(surroundings), new ReplayCommand(surroundings),
				new HashPasswordCommand(surroundings), new NewCommand(surroundings), new GenerateCompletion())
			.forEach(line::addSubcommand);
		return line.setUsageHelpWidth(WIDTH)
			.registerConverter(Duration.class, CommandLineTool::duration)
			.setCaseInsensitiveEnumValuesAllowed(true)
			// The strategy itself would write to the output that the process had when it
			// was made.
			.setExecutionStrategy((result) -> new CommandLine.RunLast().execute(result))
			.setParameterExceptionHandler(CommandLineTool::refuse)
			.setExecutionExceptionHandler(CommandLineTool::fail);
	}

	/** Times are written as in the configuration. */
	private static Duration duration(String text) {
		try {
			Duration duration = DurationStyle.SIMPLE.parse(text);
			if (duration.isPositive()) {
				return duration;
			}
		}
		catch (IllegalArgumentException ex) {
			// Said below.
		}
		throw new TypeConversionException("'" + text + "' is not a time, such as 500ms, 60s or 5m");
	}

	private static int refuse(ParameterException problem, String[] arguments) {
		CommandLine line = problem.getCommandLine();
		line.getErr().println(problem.getMessage());
		UnmatchedArgumentException.printSuggestions(problem, line.getErr());
		line.getErr().println("See '" + line.getCommandSpec().qualifiedName() + " --help'.");
		return ExitCodes.USAGE;
	}

	private static int fail(Exception problem, CommandLine line, CommandLine.ParseResult result) throws Exception {
		if (problem instanceof CommandFailure failure) {
			line.getErr().println(failure.text());
			return failure.exitCode();
		}
		throw problem;
	}

}
