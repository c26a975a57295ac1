package io.github.socialhook.store.write;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.List;

import io.github.socialhook.inbox.Outage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class OutageLogTests {

	/** How much of the name of a thread the log shows. */
	private static final int LONGEST_NAME = 15;

	private Instant now = Instant.parse("2026-11-23T10:00:00Z");

	private final OutageLog outages = new OutageLog(() -> this.now);

	@Test
	void saysEachCauseWhenItFirstComes(CapturedOutput output) {
		for (int i = 0; i < 10; i++) {
			failed("connection refused", i);
		}
		for (int i = 0; i < 10; i++) {
			failed("password authentication failed", i);
		}
		assertThat(own(output)).filteredOn((line) -> line.contains("accepts no writes at the moment")).hasSize(2);
		assertThat(output).contains("connection refused").contains("password authentication failed");
	}

	@Test
	void saysThatItIsOverOnlyAfterAnOutage(CapturedOutput output) {
		this.outages.recovered();
		assertThat(own(output)).noneMatch((line) -> line.contains("accepts writes again"));
		failed("connection refused", 0);
		this.outages.recovered();
		assertThat(own(output)).anyMatch((line) -> line.contains("accepts writes again"));
	}

	/** Without what tests beside this one say on their threads. */
	private static List<String> own(CapturedOutput output) {
		String name = Thread.currentThread().getName();
		String shown = name.substring(Math.max(0, name.length() - LONGEST_NAME)) + "]";
		return output.getOut().lines().filter((line) -> line.contains(shown)).toList();
	}

	@Test
	void remembersTheLatestOutageAndItsLastCause() {
		assertThat(this.outages.last()).isEmpty();
		Instant began = this.now;
		failed("connection refused", 0);
		this.now = this.now.plusSeconds(1);
		failed("password authentication failed", 0);
		Instant latest = this.now;
		assertThat(this.outages.last()).contains(new Outage(began, latest, false, "password authentication failed"));
		this.now = this.now.plusSeconds(1);
		this.outages.recovered();
		assertThat(this.outages.last()).contains(new Outage(began, latest, true, "password authentication failed"));
		this.now = this.now.plusSeconds(1);
		failed("connection refused", 0);
		assertThat(this.outages.last()).contains(new Outage(this.now, this.now, false, "connection refused"));
	}

	private void failed(String cause, int millis) {
		SQLException failure = wrapped(cause, millis);
		this.outages.failed(failure, cause);
	}

	/** As a pool says it, with how long it has waited. */
	private static SQLException wrapped(String cause, int millis) {
		return new SQLTransientConnectionException("not available, request timed out after " + millis + "ms", null, 0,
				new SQLException(cause));
	}

}
