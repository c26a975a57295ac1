package io.github.socialhook.store.write;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class OutageLogTests {

	private final OutageLog outages = new OutageLog();

	@Test
	void saysEachCauseWhenItFirstComes(CapturedOutput output) {
		for (int i = 0; i < 10; i++) {
			this.outages.failed(wrapped("connection refused", i));
		}
		for (int i = 0; i < 10; i++) {
			this.outages.failed(wrapped("password authentication failed", i));
		}
		assertThat(output.getOut().split("takes no writes at the moment", -1)).hasSize(3);
		assertThat(output).contains("connection refused").contains("password authentication failed");
	}

	@Test
	void saysThatItIsOverOnlyAfterAnOutage(CapturedOutput output) {
		this.outages.recovered();
		assertThat(output).doesNotContain("takes writes again");
		this.outages.failed(wrapped("connection refused", 0));
		this.outages.recovered();
		assertThat(output).contains("takes writes again");
	}

	/** As a pool says it, with how long it has waited. */
	private static SQLException wrapped(String cause, int millis) {
		return new SQLTransientConnectionException("not available, request timed out after " + millis + "ms", null, 0,
				new SQLException(cause));
	}

}
