package io.github.socialhook.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
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
