package io.github.socialhook.cli;

import java.io.Console;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

import io.github.socialhook.sender.WebhookSender;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it.
 *
 * @param variables the environment variables
 * @param in the standard input
 * @param folder the working directory
 * @param prompt asks a person without showing the answer; null where no terminal is
 * @param timeout how long to wait for the answer to a webhook
 */
record Surroundings(Map<String, String> variables, InputStream in, Path folder,
		@Nullable Function<String, String> prompt, Duration timeout) {

	@SuppressWarnings("SystemConsoleNull") // not that of java.base
	static Surroundings ofProcess() {
		// This console is there only with a terminal, in every version of Java.
		System.setProperty("jdk.console", "java.base");
		Console console = System.console();
		return new Surroundings(System.getenv(), System.in, Path.of(""),
				(console != null) ? (question) -> ask(console, question) : null, WebhookSender.REQUEST_TIMEOUT);
	}

	private static String ask(Console console, String question) {
		char[] answer = console.readPassword("%s: ", question);
		return (answer != null) ? new String(answer) : "";
	}

	@Nullable String variable(String name) {
		String value = this.variables.get(name);
		return (value == null || value.isBlank()) ? null : value;
	}

	boolean hasTerminal() {
		return this.prompt != null;
	}

	Path resolve(Path path) {
		return this.folder.resolve(path);
	}

}
