package io.github.socialhook.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Encodes the password of a user of the operations side. */
@Command(name = "hash-password",
		description = "Encodes a password for socialhook.operations.users.{name}.password. It asks for the password, or reads a line of the standard input.",
		footer = { "Example:", "  socialhook hash-password < password.txt" })
final class HashPasswordCommand implements Callable<Integer> {

	/** What bcrypt takes at most. */
	private static final int MAX_BYTES = 72;

	private final Surroundings surroundings;

	@Mixin
	private final Printer printer = new Printer();

	HashPasswordCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() {
		String password = read();
		int length = password.getBytes(StandardCharsets.UTF_8).length;
		if (password.isBlank() || length > MAX_BYTES) {
			throw CommandFailure.usage(password.isBlank() ? "The password is empty."
					: "The password has " + length + " bytes; bcrypt takes " + MAX_BYTES + " at most.");
		}
		String encoded = "{bcrypt}" + new BCryptPasswordEncoder().encode(password);
		this.printer.print(encoded, Map.of("password", encoded));
		return ExitCodes.OK;
	}

	private String read() {
		Function<String, String> prompt = this.surroundings.prompt();
		if (prompt == null) {
			return readLine();
		}
		String password = prompt.apply("Password");
		if (!password.equals(prompt.apply("Once more"))) {
			throw CommandFailure.usage("The passwords do not match.");
		}
		return password;
	}

	private String readLine() {
		try {
			BufferedReader reader = new BufferedReader(
					new InputStreamReader(this.surroundings.in(), StandardCharsets.UTF_8));
			String line = reader.readLine();
			return (line != null) ? line : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
