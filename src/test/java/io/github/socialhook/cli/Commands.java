package io.github.socialhook.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.github.socialhook.Timeouts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs commands in this process, with surroundings of their own. */
public final class Commands {

	private final Map<String, String> variables = new HashMap<>();

	private final Path folder;

	private byte[] input = new byte[0];

	private Duration timeout = Timeouts.ANSWER;

	public Commands(Path folder) {
		this.folder = folder;
	}

	public Commands with(String variable, String value) {
		this.variables.put(variable, value);
		return this;
	}

	Commands timeout(Duration answer) {
		this.timeout = answer;
		return this;
	}

	public Commands input(String text) {
		this.input = text.getBytes(StandardCharsets.UTF_8);
		return this;
	}

	public Result run(String... arguments) {
		StringWriter out = new StringWriter();
		StringWriter err = new StringWriter();
		Surroundings surroundings = new Surroundings(Map.copyOf(this.variables), new ByteArrayInputStream(this.input),
				this.folder, null, this.timeout);
		int exitCode = CommandLineTool.run(surroundings, new PrintWriter(out, true), new PrintWriter(err, true),
				arguments);
		return new Result(exitCode, out.toString(), err.toString());
	}

	public record Result(int exitCode, String out, String err) {

		public JsonNode json() {
			return JsonMapper.shared().readTree(this.out);
		}

	}

}
