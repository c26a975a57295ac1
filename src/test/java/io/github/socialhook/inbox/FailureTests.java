package io.github.socialhook.inbox;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FailureTests {

	private static String of(String message) {
		return new Failure("a.Type", message, "").signature();
	}

	private static String at(String... frames) {
		StringBuilder trace = new StringBuilder("a.Type: message\n");
		for (String frame : frames) {
			trace.append("\tat ").append(frame).append('\n');
		}
		return new Failure("a.Type", "message", trace.toString()).signature();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			User 17 is gone | User 18 is gone
			No row for id 5f3c-99aa | No row for id 77b1-0c2d
			Timeout after 1.5s at 10.0.0.1:5432 | Timeout after 30.25s at 10.0.0.27:5433
			Channel "lobby" is closed | Channel "garden" is closed
			Key (id)=(a7) exists | Key (id)=(b8) exists
			""")
	void ignoresWhatDiffersFromOneDeliveryToTheNext(String one, String other) {
		assertThat(of(one)).isEqualTo(of(other)).matches(Failure.SIGNATURE);
	}

	@Test
	void tellsErrorsApart() {
		assertThat(of("The CRM does not answer")).isNotEqualTo(of("The index does not answer"));
		assertThat(of("x")).isNotEqualTo(new Failure("another.Type", "x", "").signature());
	}

	@Test
	void looksAtThePlaceInTheCodeOfTheHandler() {
		String signature = at("java.base/java.util.List.of(List.java:1)", "com.example.Crm.send(Crm.java:17)",
				"io.github.socialhook.dispatch.attempt.AttemptRunner.run(AttemptRunner.java:5)");
		assertThat(at("java.base/java.util.Map.of(Map.java:8)", "org.springframework.web.Client.get(Client.java:2)",
				"com.example.Crm.send(Crm.java:18)"))
			.isEqualTo(signature);
		assertThat(at("com.example.Crm.delete(Crm.java:17)")).isNotEqualTo(signature);
		assertThat(at("io.github.socialhook.app.Greeter.greet(Greeter.java:1)"))
			.isNotEqualTo(at("io.github.socialhook.app.Greeter.count(Greeter.java:1)"));
	}

	/** A message may be made by whoever sends an event. */
	@Test
	@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void takesNoLongForAnyText() {
		for (String part : new String[] { "1", "a", "'", "\"", "a1", "-", "a-1.", "\tat ", "\tat a.", "at x/" }) {
			String text = part.repeat(8000 / part.length());
			assertThat(new Failure("a.Type", text, text).signature()).hasSize(16);
		}
	}

}
