package io.github.socialhook.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import io.github.socialhook.endpoint.Endpoints;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the secret of the webhook URL comes from. It cannot be an argument, which other
 * users of the machine and the history of the shell would show.
 */
final class SecretOptions {

	private static final String VARIABLE = "SOCIALHOOK_SECRET";

	private static final String FILE_VARIABLE = "SOCIALHOOK_SECRET_FILE";

	private final Surroundings surroundings;

	@Option(names = "--secret-file", paramLabel = "FILE",
			description = "The file with the secret of the webhook URL. Default: the one that the variable "
					+ FILE_VARIABLE + " names.")
	private @Nullable Path file;

	@Option(names = "--secret-variable", paramLabel = "NAME",
			description = "The environment variable with the secret. Default: " + VARIABLE + ".")
	private @Nullable String variable;

	SecretOptions(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	/** Returns an endpoint that accepts the secrets. */
	Endpoints endpoints() {
		try {
			return Endpoints.readFrom(source());
		}
		catch (IllegalArgumentException ex) {
			throw CommandFailure.usage(String.valueOf(ex.getMessage()));
		}
	}

	/** Returns the secret that signs. */
	String newest() {
		return new String(endpoints().all().getFirst().secrets().getFirst().key(), StandardCharsets.UTF_8);
	}

	private Map<String, Object> source() {
		if (this.file != null) {
			return Map.of(FILE_VARIABLE, this.surroundings.resolve(this.file).toString());
		}
		String value = this.surroundings.variable((this.variable != null) ? this.variable : VARIABLE);
		if (value != null) {
			return Map.of(VARIABLE, value);
		}
		String named = this.surroundings.variable(FILE_VARIABLE);
		if (this.variable != null || named == null) {
			throw CommandFailure.usage("There is no secret: set the variable "
					+ ((this.variable != null) ? this.variable : VARIABLE) + ", or name a file with --secret-file.");
		}
		return Map.of(FILE_VARIABLE, named);
	}

}
