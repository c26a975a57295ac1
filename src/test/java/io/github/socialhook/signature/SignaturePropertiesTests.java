package io.github.socialhook.signature;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class SignaturePropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(SignatureConfiguration.class)
		.withPropertyValues("SOCIALHOOK_SECRET=any");

	@Test
	void hasDefaults() {
		this.runner.run((context) -> {
			SignatureProperties properties = context.getBean(SignatureProperties.class);
			assertThat(properties.endpoints()).isEmpty();
			assertThat(properties.maxBodySize()).isEqualTo(DataSize.ofMegabytes(1));
		});
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
			SignatureProperties properties = context.getBean(SignatureProperties.class);
			List<Secret> secrets = properties.endpoints().get("default").secrets();
			assertThat(secrets).extracting((secret) -> new String(secret.key(), StandardCharsets.UTF_8))
				.containsExactly("newer", "older");
			assertThat(properties).asString().doesNotContain("newer", "older");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "0B", "2GB" })
	void refusesBodySizeThatIsNone(String size) {
		this.runner.withPropertyValues("socialhook.max-body-size=" + size)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith("socialhook.max-body-size must be at least 1 byte and less than 2 GB"));
	}

}
