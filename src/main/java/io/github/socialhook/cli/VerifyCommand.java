package io.github.socialhook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import io.github.socialhook.signature.SignatureCheck;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks the signature of a request that somebody has saved. */
@Command(name = "verify", description = "Checks whether a request is genuine, and shows the likely cause if not.",
		footer = { "Example:",
				"  socialhook verify body.json --header 'x-amity-signature: …' --secret-file secret.txt" })
final class VerifyCommand implements Callable<Integer> {

	private static final String SIGNATURE = "x-amity-signature";

	private static final String LEGACY = "x-eko-signature";

	private final Surroundings surroundings;

	@Mixin
	private final SecretOptions secret;

	@Mixin
	private final Printer printer = new Printer();

	@Parameters(paramLabel = "BODY",
			description = "The file with the exact bytes of the body; '-' for the standard input.")
	private @Nullable Path body;

	@Option(names = "--header", paramLabel = "HEADER", required = true,
			description = "The header as it was received, 'x-amity-signature: …', or its value.")
	private String header = "";

	VerifyCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
		this.secret = new SecretOptions(surroundings);
	}

	@Override
	public Integer call() {
		String cause = causeOfRefusal();
		Map<String, Object> result = new LinkedHashMap<>();
		result.put("genuine", cause == null);
		result.put("cause", cause);
		this.printer.print((cause != null) ? "NOT genuine. " + cause : "Genuine", result);
		return (cause != null) ? ExitCodes.FAILED : ExitCodes.OK;
	}

	private @Nullable String causeOfRefusal() {
		int colon = this.header.indexOf(':');
		String name = (colon < 0) ? SIGNATURE : this.header.substring(0, colon).strip().toLowerCase(Locale.ROOT);
		if (name.equals(LEGACY)) {
			return "A request with " + LEGACY
					+ " only is the legacy duplicate of another: it is acknowledged and not stored.";
		}
		if (!name.equals(SIGNATURE)) {
			throw CommandFailure.usage("The signature is in the header " + SIGNATURE + ", not in " + name + ".");
		}
		byte[] bytes = read(Objects.requireNonNull(this.body));
		return new SignatureCheck(this.secret.endpoints()).causeOfRefusal(this.header.substring(colon + 1).strip(),
				bytes);
	}

	private byte[] read(Path file) {
		try {
			return file.toString().equals("-") ? this.surroundings.in().readAllBytes()
					: Files.readAllBytes(this.surroundings.resolve(file));
		}
		catch (IOException ex) {
			throw CommandFailure.usage("The file '" + file + "' cannot be read.");
		}
	}

}
