package io.github.socialhook;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import io.github.socialhook.delivery.DeliveryState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What cannot be stored is not promised, and the sender is told so in time. */
@RunningService
class OutageTests {

	@Autowired
	private Door door;

	@Test
	void saysInTimeThatNothingCanBeStored() throws SQLException {
		List<WebhookRequest> requests = Stream.generate(WebhookRequest::signed).limit(20).toList();
		long before = this.door.stored();
		this.door.whileNothingCanBeStored(() -> {
			List<Wire> wires = requests.stream().map((request) -> this.door.open().send(request.bytes())).toList();
			wires.forEach((wire) -> assertThat(wire.answer()).isUnavailable());
			wires.forEach(Wire::close);
			assertThat(this.door.send(WebhookRequest.unsigned())).hasStatus(401).isQuick();
			assertThat(readiness()).hasStatus(503);
		});
		Awaitility.await().until(() -> readiness().status() == 200);
		assertThat(this.door.stored()).as("deliveries stored although they were refused").isEqualTo(before);
		for (WebhookRequest request : requests) {
			assertThat(this.door.deliver(request)).isEqualTo(DeliveryState.UNHANDLED);
		}
	}

	private RawAnswer readiness() {
		try (Wire wire = this.door.openOperations()) {
			return wire.send("GET /actuator/health/readiness HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();
		}
	}

}
