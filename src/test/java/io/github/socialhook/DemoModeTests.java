package io.github.socialhook;

import java.util.Set;

import io.github.socialhook.demo.DemoMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class DemoModeTests {

	@Test
	void isAskedForByItsLiteralArgument() {
		assertThat(DemoMode.isAskedForBy("demo")).isTrue();
		assertThat(DemoMode.isAskedForBy("--server.port=0", "demo")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "--demo", "--demo=true", "demo=true", "-Pdemo", "Demo", "",
			"--spring.profiles.active=demo", "--spring.profiles.active", "--socialhook.demo=true" })
	void isNotAskedForByAnythingElse(String argument) {
		assertThat(DemoMode.isAskedForBy(argument)).isFalse();
		assertThat(SocialhookApplication.application(argument).getAllSources())
			.isEqualTo(Set.of(SocialhookApplication.class));
	}

	@ParameterizedTest
	@CsvSource({ "SOCIALHOOK_SECRET, SOCIALHOOK_SECRET", "SOCIALHOOK_SECRET_FILE, SOCIALHOOK_SECRET_FILE",
			"socialhook.secret, socialhook.secret", "socialhook.secret-file, socialhook.secret-file",
			"socialhook.endpoints.default.secrets, socialhook.endpoints",
			"socialhook.endpoints.chat.path, socialhook.endpoints", "spring.datasource.url, spring.datasource.url",
			"spring.datasource.jndi-name, spring.datasource.jndi-name",
			"spring.datasource.hikari.jdbc-url, spring.datasource.hikari.jdbc-url",
			"socialhook.datasource.url, socialhook.datasource.url", "socialhook.forward[0].url, socialhook.forward" })
	void refusesToStartBesideRealSettings(String property, String named, CapturedOutput output) {
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> SocialhookApplication.application("demo").run("demo", "--" + property + "=/real"))
			.withMessage("The demo was requested, but " + named + " is set: this looks like a real receiver.");
		assertThat(output).contains("The demo was requested, but " + named + " is set")
			.contains("To start the receiver, leave out the argument 'demo'.");
	}

}
