package io.github.socialhook.signature;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class SignaturePropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Properties.class);

	@Test
	void hasDefaults() {
		this.runner.run((context) -> {
			SignatureProperties properties = context.getBean(SignatureProperties.class);
			assertThat(properties.maxBodySize()).isEqualTo(DataSize.ofMegabytes(1));
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

	/** Binds the properties and nothing else. */
	@EnableConfigurationProperties(SignatureProperties.class)
	static class Properties {

	}

}
