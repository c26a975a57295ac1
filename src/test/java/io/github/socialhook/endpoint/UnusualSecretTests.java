package io.github.socialhook.endpoint;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.delivery.EndpointName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/** Secrets with bytes that nobody sees, or that nobody wrote. */
@ExtendWith(OutputCaptureExtension.class)
class UnusualSecretTests {

	private static final String SECRET = "Zb7Qk2Vx9LmW4tRcHc5Nd8Ys";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withUserConfiguration(EndpointConfiguration.class);

	@TempDir
	private Path folder;

	@Test
	void dropsTheByteOrderMarkOfAFile(CapturedOutput output) throws IOException {
		Path file = Files.writeString(this.folder.resolve("secret"), "\uFEFF" + SECRET + "\r\n");
		this.runner.withPropertyValues("SOCIALHOOK_SECRET_FILE=" + file).run((context) -> {
			Secret secret = context.getBean(Endpoints.class).all().getFirst().secrets().getFirst();
			assertThat(secret.key()).isEqualTo(SECRET.getBytes(StandardCharsets.UTF_8));
			assertThat(output).doesNotContain("invisible");
		});
	}

	/** As PowerShell writes a file. */
	@ParameterizedTest
	@ValueSource(strings = { "UTF-16", "ISO-8859-1" })
	void doesNotStartWithAFileInAnotherCharset(String charset) throws IOException {
		Path file = Files.writeString(this.folder.resolve("secret"), SECRET + "\u00f6\r\n", Charset.forName(charset));
		this.runner.withPropertyValues("SOCIALHOOK_SECRET_FILE=" + file).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationException.class, (failure) -> {
					assertThat(failure).hasMessage("SOCIALHOOK_SECRET_FILE names the file '%s', which is not UTF-8.",
							file);
					assertThat(failure.action()).startsWith("Save the file in UTF-8.");
				});
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u00A0", "\u200B", "\u2060", "\u00AD", "\u0007", "\uFEFF" })
	void warnsOfCharactersThatCannotBeSeen(String character, CapturedOutput output) {
		String text = SECRET.substring(0, 9) + character + SECRET.substring(9);
		SecretStrength
			.check(new Endpoint(new EndpointName("chat"), "/chat", Stream.of(SECRET, text).map(Secret::of).toList()));
		assertThat(output).contains("Secret 2 of 2 of endpoint 'chat' contains invisible characters")
			.doesNotContain("Secret 1 of 2", SECRET);
		assertThat(Secret.of(text).visibleKey()).isEqualTo(SECRET.getBytes(StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "socialhook.endpoints.default.secrets: 0123456701234567",
			"socialhook.endpoints.default.secrets: [right, 1234567890123456]",
			"socialhook: {endpoints: {chat: {secrets: 1e10}}}", "socialhook: {endpoints: {chat: {secrets: [true]}}}",
			"SOCIALHOOK_SECRET: 0x1234567812345678" })
	void doesNotStartWithASecretThatYamlTakesForSomethingElse(String yaml) {
		this.runner.withInitializer((context) -> addYaml(context, yaml)).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationException.class, (failure) -> {
					assertThat(failure).hasMessageStartingWith("YAML reads the secret at '")
						.hasMessageNotContainingAny("1234", "1e10", "10000");
					assertThat(failure.action()).isEqualTo("Quote the secret.");
				});
		});
	}

	@Test
	void startsWithTheSameSecretInQuotes() {
		this.runner
			.withInitializer((context) -> addYaml(context, "socialhook.endpoints.default.secrets: '0123456701234567'"))
			.run((context) -> assertThat(context.getBean(Endpoints.class).all().getFirst().secrets().getFirst().key())
				.asString(StandardCharsets.UTF_8)
				.isEqualTo("0123456701234567"));
	}

	@Test
	void doesNotStartWithASecretWhoseCharactersWereLost() {
		this.runner.withPropertyValues("SOCIALHOOK_SECRET=k\uFFFD\uFFFDn-7Hq2x9Vk").run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationException.class,
						(failure) -> assertThat(failure.action()).contains("LC_ALL", "C.UTF-8"));
		});
	}

	private static void addYaml(ConfigurableApplicationContext context, String yaml) {
		try {
			new YamlPropertySourceLoader().load("test", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
				.forEach(context.getEnvironment().getPropertySources()::addFirst);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
