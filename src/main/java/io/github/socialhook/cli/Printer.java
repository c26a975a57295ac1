package io.github.socialhook.cli;

import java.io.PrintWriter;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Where a command says what it has found: lines for people, or JSON for programs. */
final class Printer {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	@Spec(Spec.Target.MIXEE)
	private @Nullable CommandSpec command;

	@Option(names = "--json", description = "Print JSON for programs.")
	private boolean json;

	boolean isJson() {
		return this.json;
	}

	/** Prints this line, or this value as JSON. */
	void print(String line, Object value) {
		out().println(this.json ? MAPPER.writeValueAsString(value) : line);
		out().flush();
	}

	/** Prints what a program does not need. */
	void line(String line) {
		if (!this.json) {
			out().println(line);
		}
	}

	/** Prints what is not a result. */
	void note(String line) {
		err().println(line);
		err().flush();
	}

	PrintWriter out() {
		return command().commandLine().getOut();
	}

	PrintWriter err() {
		return command().commandLine().getErr();
	}

	private CommandSpec command() {
		return Objects.requireNonNull(this.command);
	}

}
