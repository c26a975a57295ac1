package io.github.socialhook.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class EndpointPropertiesTests {

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withUserConfiguration(EndpointConfiguration.class)
		.withPropertyValues("SOCIALHOOK_SECRET=any");

	@Test
	void hasNoEndpointByDefault() {
		this.runner.run((context) -> assertThat(context.getBean(EndpointProperties.class).endpoints()).isEmpty());
	}

	@Test
	void takesSecretsFromOneText() {
		assertThatSecretsAreNewerAndOlder("socialhook.endpoints.default.secrets=newer, older");
	}

	@Test
	void takesSecretsFromAList() {
		assertThatSecretsAreNewerAndOlder("socialhook.endpoints.default.secrets[0]=newer",
				"socialhook.endpoints.default.secrets[1]=older");
	}

	@ParameterizedTest
	@ValueSource(strings = { "socialhook.secret=newer, older", "socialhook.secret[0]=newer;socialhook.secret[1]=older",
			"SOCIALHOOK_SECRET=newer, older" })
	void takesThePlainFormOfTheSecret(String settings) {
		new WebApplicationContextRunner().withUserConfiguration(EndpointConfiguration.class)
			.withPropertyValues(settings.split(";"))
			.run((context) -> assertThat(keys(context.getBean(Endpoints.class).all().getFirst().secrets()))
				.containsExactly("newer", "older"));
	}

	@Test
	void takesTheFileOfThePlainForm(@TempDir Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("secret"), "newer\nolder\n");
		new WebApplicationContextRunner().withUserConfiguration(EndpointConfiguration.class)
			.withPropertyValues("socialhook.secret-file=" + file)
			.run((context) -> assertThat(keys(context.getBean(Endpoints.class).all().getFirst().secrets()))
				.containsExactly("newer", "older"));
	}

	/** Both forms are one setting, so that it counts where they stand. */
	@Test
	void takesTheFormOfTheStrongerSource() {
		Map<String, Object> stronger = new HashMap<>();
		Map<String, Object> weaker = new HashMap<>();
		MutablePropertySources sources = new MutablePropertySources();
		sources.addLast(new MapPropertySource("stronger", stronger));
		sources.addLast(new SystemEnvironmentPropertySource("weaker", weaker));
		weaker.put("SOCIALHOOK_SECRET", "variable");
		assertThat(keys(new PlainSecret(sources).read().toList())).containsExactly("variable");
		stronger.put("socialhook.secret", "setting");
		assertThat(keys(new PlainSecret(sources).read().toList())).containsExactly("setting");
		stronger.put("SOCIALHOOK_SECRET", "argument");
		assertThat(keys(new PlainSecret(sources).read().toList())).containsExactly("argument");
	}

	@Test
	void saysWhereItReceivesBelowAContextPath(CapturedOutput output) {
		this.runner.withPropertyValues("server.servlet.context-path=/shop")
			.run((context) -> assertThat(output).contains("Receiving webhooks at POST /shop/webhooks (default)"));
	}

	private static List<String> keys(List<Secret> secrets) {
		return secrets.stream().map((secret) -> new String(secret.key(), StandardCharsets.UTF_8)).toList();
	}

	private void assertThatSecretsAreNewerAndOlder(String... values) {
		this.runner.withPropertyValues(values).run((context) -> {
			EndpointProperties properties = context.getBean(EndpointProperties.class);
			List<Secret> secrets = properties.endpoints().get("default").secrets();
			assertThat(secrets).extracting((secret) -> new String(secret.key(), StandardCharsets.UTF_8))
				.containsExactly("newer", "older");
			assertThat(properties).asString().doesNotContain("newer", "older");
		});
	}

}
