package io.github.socialhook.console.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.socialhook.configuration.Analysis;
import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.console.security.OperationsProperties.UserProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UsersTests {

	@ParameterizedTest
	@ValueSource(strings = { "secret", "", "{noop}secret", "{MD5}5f4dcc3b5aa765d61d8327deb882cf99", "{bcrypt}secret",
			"$2a$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG" })
	void refusesWhatIsNoBcryptHash(String password) {
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> users(Password.of(password)))
			.satisfies((ex) -> assertThat(analyze(ex)).contains("socialhook.operations.users.ann.password", "htpasswd"))
			.satisfies((ex) -> assertThat(password.isEmpty() || !(ex.getMessage() + analyze(ex)).contains(password))
				.isTrue());
	}

	@Test
	void refusesAUserWithoutPassword() {
		assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> users(null))
			.withMessageContaining("'ann'")
			.withMessageContaining("no password");
	}

	@Test
	void acceptsHashesOfHtpasswd() {
		String hash = new BCryptPasswordEncoder(BCryptPasswordEncoder.BCryptVersion.$2Y, 4).encode("secret");
		assertThat(users(Password.of("{bcrypt}" + hash)).isEmpty()).isFalse();
	}

	/** It would be in the audit, and count against those who log in. */
	@Test
	void aRehearsalIsNoFailedLogIn() {
		String hash = new BCryptPasswordEncoder(4).encode("secret");
		List<String> failures = new ArrayList<>();
		Users users = new Users(properties(Password.of("{bcrypt}" + hash)), (name, address) -> failures.add(name));
		for (int i = 0; i < 100; i++) {
			users.rehearse();
		}
		assertThat(failures).isEmpty();
		assertThat(users.authenticationManager()
			.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("ann", "secret"))
			.isAuthenticated()).isTrue();
	}

	@Test
	void neverShowsAPassword() {
		UserProperties user = new UserProperties(Password.of("{bcrypt}x"), Role.VIEWER);
		assertThat(new OperationsProperties(Map.of("ann", user), new OidcProperties("roles", List.of(), List.of()))
			.toString()).doesNotContain("bcrypt");
	}

	private static Users users(Password password) {
		return new Users(properties(password));
	}

	private static OperationsProperties properties(Password password) {
		return new OperationsProperties(Map.of("ann", new UserProperties(password, Role.VIEWER)),
				new OidcProperties("roles", List.of(), List.of()));
	}

	private static String analyze(InvalidConfigurationException failure) {
		FailureAnalysis analysis = Analysis.of(failure);
		return analysis.getDescription() + analysis.getAction();
	}

}
