package io.github.socialhook.console;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleConfigurationTests {

	@Test
	void doesNotStartWithAPasswordInPlainText() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ConsoleConfiguration.class))
			.withPropertyValues("socialhook.operations.users.ann.password=plain")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageStartingWith("The user 'ann' of the operations side has a password that is not a bcrypt")
				.hasMessageNotContaining("plain.")
				.hasMessageNotContaining("=plain"));
	}

}
