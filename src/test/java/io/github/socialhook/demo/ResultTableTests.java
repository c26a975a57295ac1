package io.github.socialhook.demo;

import java.time.Duration;
import java.util.List;

import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.RequestOutcome;
import io.github.socialhook.sender.SendResult;
import io.github.socialhook.sender.Signing;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResultTableTests {

	@Test
	void alignsItsColumns() {
		ResultTable table = new ResultTable();
		table.add(request("a long title of a scene"), new SendResult.Answered(200, "{}", Duration.ofMillis(3)),
				new DemoResult(RequestOutcome.LEGACY, null, List.of()));
		table.add(request("short"), new SendResult.Failed("too late"), new DemoResult(null, null, List.of()));
		assertThat(table).hasToString("""
				  Request                  Response     Result
				  -----------------------  -----------  -------------------------------------------------
				  a long title of a scene  200 in 3 ms  LEGACY: discarded, because it is also sent signed
				  short                    none         not received
				""");
	}

	private static DemoRequest request(String title) {
		return new DemoRequest(title, Payload.of(new byte[0]), Signing.GENUINE);
	}

}
