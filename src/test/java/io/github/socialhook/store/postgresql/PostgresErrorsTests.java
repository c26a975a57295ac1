package io.github.socialhook.store.postgresql;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresErrorsTests {

	/** In the words of the driver. */
	@ParameterizedTest
	@ValueSource(strings = { "The server requested SCRAM-based authentication, but no password was provided.",
			"The server requested SCRAM-based authentication, but the password is an empty string.",
			"The server requested password-based authentication, but no password was provided." })
	void asksForCredentialsWhereThereAreNone(String message) {
		PSQLException refusal = new PSQLException(message, PSQLState.CONNECTION_REJECTED);
		assertThat(PostgresErrors.isAway(refusal)).isFalse();
		assertThat(PostgresErrors.advice(refusal))
			.startsWith("Set spring.datasource.username and spring.datasource.password");
	}

}
