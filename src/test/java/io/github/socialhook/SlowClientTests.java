package io.github.socialhook;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever keeps the service waiting is not waited for. */
@RunningService
class SlowClientTests {

	private static final Duration BOUND = Timeouts.whereSpeedCounts(Duration.ofSeconds(10));

	@Autowired
	private Door door;

	@Test
	void endsWhatDoesNotComeToAnEndWhileOthersAreServed() {
		WebhookRequest request = WebhookRequest.signed();
		List<WebhookRequest> stalled = List.of(request.sending(""), request.replacing("Content-Length", 900),
				request.replacing("Content-Length", 900_000), request.chunked(5).sending("5\r\n{\"e"),
				request.chunked(5).sending(""));
		long before = this.door.stored();
		long started = System.nanoTime();
		List<Wire> wires = stalled.stream().map((each) -> this.door.open().send(each.bytes())).toList();
		Wire silent = this.door.open();
		Wire unfinished = this.door.open().send("POST /webhooks HTTP/1.1\r\nHost: loc");
		List<Wire> bodies = Stream
			.of(request.replacing("Content-Length", 900_000), request.chunked(5).sending("5;"),
					request.chunked(5).sending("0\r\nX-A: "))
			.map((each) -> this.door.open().send(each.bytes()))
			.toList();
		List<Wire> heads = Stream.of("", "POST /", "POST /webhooks HTTP/1.1\r\nHost: localhost\r\nX-A: ")
			.map((each) -> this.door.open().send(each))
			.toList();
		Wire lineEnds = this.door.open();
		try (ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor()) {
			drip.scheduleAtFixedRate(() -> {
				bodies.forEach((wire) -> wire.send("0"));
				heads.forEach((wire) -> wire.send("A"));
				lineEnds.send("\r\n");
			}, 0, 200, TimeUnit.MILLISECONDS);
			this.door.requireThatItStillServes();
			bodies.forEach(this::assertTooSlow);
			assertThat(heads).allMatch(Wire::isClosedInSilence);
			assertThat(lineEnds.isClosedInSilence()).isTrue();
			drip.shutdownNow();
		}
		wires.forEach(this::assertTooSlow);
		assertThat(silent.isClosedInSilence()).isTrue();
		assertThat(unfinished.isClosedInSilence()).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(BOUND);
		assertThat(this.door.stored()).isEqualTo(before + 1);
	}

	private void assertTooSlow(Wire wire) {
		try (wire) {
			assertThat(wire.answer()).isProblem(408, "Request Timeout", "The body did not arrive in time.");
		}
	}

}
