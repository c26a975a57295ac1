package io.github.socialhook.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.github.socialhook.sender.WebhookSigner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class VerifyCommandTests {

	private static final String SECRET = "verify-7Hq2x9Vk";

	private static final byte[] BODY = "{\"event\":\"user.didCreate\"}".getBytes(StandardCharsets.UTF_8);

	@TempDir
	private Path folder;

	private Commands commands;

	@BeforeEach
	void write() throws IOException {
		Files.write(this.folder.resolve("body.json"), BODY);
		Files.writeString(this.folder.resolve("secret.txt"), "newer-7Hq2x9Vk\n" + SECRET + "\n");
		this.commands = new Commands(this.folder);
	}

	private Commands.Result verify(String header, String... more) {
		String[] arguments = { "verify", "body.json", "--header", header, "--secret-file", "secret.txt" };
		return this.commands.run(Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new));
	}

	@Test
	void knowsAGenuineRequest() {
		String signature = new WebhookSigner(SECRET).sign(BODY);
		assertThat(verify("x-amity-signature: " + signature).out()).isEqualToIgnoringNewLines("Genuine");
		assertThat(verify(signature).exitCode()).isZero();
		assertThat(verify(signature, "--json").json().path("genuine").asBoolean()).isTrue();
	}

	@Test
	void tellsTheLikelyCauseAsTheServiceDoes() throws IOException {
		Files.write(this.folder.resolve("body.json"),
				(new String(BODY, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8));
		Commands.Result changed = verify(new WebhookSigner(SECRET).sign(BODY));
		assertThat(changed.exitCode()).isEqualTo(ExitCodes.FAILED);
		assertThat(changed.out()).contains("NOT genuine. The secret is right, but an intermediary adds a line break");
		assertThat(verify(new WebhookSigner("stranger").sign(BODY)).out())
			.contains("the secret does not belong to this URL");
		assertThat(verify("abc", "--json").json().path("cause").asString()).contains("another signature format");
	}

	@Test
	void knowsTheLegacyTwin() {
		Commands.Result twin = verify("X-Eko-Signature: " + new WebhookSigner(SECRET).sign(BODY));
		assertThat(twin.exitCode()).isEqualTo(ExitCodes.FAILED);
		assertThat(twin.out()).contains("legacy duplicate");
		assertThat(verify("x-signature: a").exitCode()).isEqualTo(ExitCodes.USAGE);
	}

	@Test
	void saysNothingOfTheSecret() {
		assertThat(verify("abc").toString() + verify(new WebhookSigner("no").sign(BODY))).doesNotContain("7Hq2x9Vk");
	}

}
