package io.github.socialhook.sender;

import java.time.Duration;
import java.util.List;

import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.RequestOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClosingTableTests {

	@Test
	void alignsItsColumns() {
		ClosingTable table = new ClosingTable();
		table.add(scene("a long title of a scene"), new Answer.Given(200, "{}", Duration.ofMillis(3)),
				new Fate(RequestOutcome.LEGACY, null, List.of()));
		table.add(scene("short"), new Answer.Missing("too late"), new Fate(null, null, List.of()));
		assertThat(table).hasToString("""
				  What was sent            Answer       What became of it
				  -----------------------  -----------  --------------------------------------------
				  a long title of a scene  200 in 3 ms  LEGACY: dropped, for it comes signed as well
				  short                    none         never came in
				""");
	}

	private static Scene scene(String title) {
		return new Scene(title, Payload.of(new byte[0]), Signing.GENUINE);
	}

}
