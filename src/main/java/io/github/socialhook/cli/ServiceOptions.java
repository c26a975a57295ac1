package io.github.socialhook.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which service is asked, and by which of its users. */
final class ServiceOptions {

	private static final String VARIABLE = "OPERATIONS_PASSWORD";

	private final Surroundings surroundings;

	@Option(names = "--service", paramLabel = "URL", defaultValue = "http://localhost:8081",
			description = "The operations port of the service. Default: ${DEFAULT-VALUE}")
	private @Nullable URI service;

	@Option(names = "--user", paramLabel = "NAME", required = true,
			description = "A user of socialhook.operations.users.")
	private @Nullable String user;

	@Option(names = "--password-file", paramLabel = "FILE",
			description = "The file with the password. Default: the variable " + VARIABLE + ", or a prompt.")
	private @Nullable Path passwordFile;

	ServiceOptions(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	ApiClient open() {
		return new ApiClient(required(this.service), required(this.user), password());
	}

	private static <T> T required(@Nullable T value) {
		if (value == null) {
			throw CommandFailure.usage("Name a user of the service with --user.");
		}
		return value;
	}

	private String password() {
		if (this.passwordFile != null) {
			try {
				return Files.readString(this.surroundings.resolve(this.passwordFile)).strip();
			}
			catch (IOException ex) {
				throw CommandFailure.usage("The file '" + this.passwordFile + "' cannot be read.");
			}
		}
		String value = this.surroundings.variable(VARIABLE);
		if (value != null) {
			return value;
		}
		if (this.surroundings.prompt() != null) {
			return this.surroundings.prompt().apply("Password of " + this.user);
		}
		throw CommandFailure
			.usage("There is no password: set the variable " + VARIABLE + ", or name a file with --password-file.");
	}

}
