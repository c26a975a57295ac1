package io.github.socialhook.store.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;

import io.github.socialhook.PostgresDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class UnknownTimeZoneTests {

	private static PostgresDatabase database;

	@BeforeAll
	static void createDatabase() {
		database = PostgresDatabase.create();
	}

	@AfterAll
	static void dropDatabase() {
		database.close();
	}

	@Test
	void refusesTheNamesThatPostgresDoesNotKnow() throws SQLException {
		List<String> unknown = new ArrayList<>();
		try (Connection connection = database.dataSource().getConnection()) {
			for (String id : TimeZone.getAvailableIDs()) {
				if (!isKnown(connection, id)) {
					unknown.add(id);
				}
			}
		}
		assertThat(unknown).contains("JST", "IST", "PRT");
		assertThat(Arrays.stream(TimeZone.getAvailableIDs()).filter(UnknownTimeZoneTests::isRefused))
			.containsExactlyInAnyOrderElementsOf(unknown);
	}

	@Test
	void namesTheSameTimeZoneInWordsThatPostgresKnows() throws SQLException {
		try (Connection connection = database.dataSource().getConnection()) {
			for (String id : TimeZone.getAvailableIDs()) {
				String standard = TimeZone.getTimeZone(id).toZoneId().getId();
				assertThat(isKnown(connection, standard)).as(standard).isTrue();
			}
		}
		assertThatExceptionOfType(UnknownTimeZoneException.class)
			.isThrownBy(() -> UnknownTimeZoneException.refuseUnknown(TimeZone.getTimeZone("IST")))
			.withMessageContaining("'IST'")
			.satisfies((ex) -> assertThat(ex.action()).contains("-Duser.timezone=Asia/Kolkata", "-Duser.timezone=UTC"));
	}

	/** A server may be older than the names of Java. */
	@Test
	void saysWhatToDoWhenTheServerRefusesTheTimeZone() throws SQLException {
		try (Connection connection = database.dataSource().getConnection();
				Statement statement = connection.createStatement()) {
			SQLException refusal = catchThrowableOfType(SQLException.class,
					() -> statement.execute("SET TimeZone = 'Mars/Olympus'"));
			assertThat(PostgresErrors.isAway(refusal)).isFalse();
			assertThat(PostgresErrors.advice(refusal)).contains("-Duser.timezone=UTC");
			SQLException other = catchThrowableOfType(SQLException.class,
					() -> statement.execute("SET DateStyle = 'Martian'"));
			assertThat(PostgresErrors.advice(other)).doesNotContain("timezone");
		}
	}

	private static boolean isKnown(Connection connection, String id) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("SET TimeZone = '" + id + "'");
			return true;
		}
		catch (SQLException ex) {
			return false;
		}
	}

	private static boolean isRefused(String id) {
		try {
			UnknownTimeZoneException.refuseUnknown(TimeZone.getTimeZone(id));
			return false;
		}
		catch (UnknownTimeZoneException ex) {
			return true;
		}
	}

}
