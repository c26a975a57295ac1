package io.github.socialhook.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.RequestOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DemoObserverTests {

	private final DemoObserver observer = new DemoObserver();

	@Test
	void tellsAtOnceWhatWasNotStored() throws InterruptedException {
		this.observer.expect(payload("a"));
		answered(RequestOutcome.REJECTED);
		assertThat(this.observer.await(Duration.ofDays(1)))
			.isEqualTo(new DemoResult(RequestOutcome.REJECTED, null, List.of()));
	}

	@Test
	void waitsForTheEndOfWhatIsRetried() throws Exception {
		this.observer.expect(payload("a"));
		answered(RequestOutcome.STORED);
		attempted(HandlingOutcome.RETRYING);
		settled("a", DeliveryState.RETRYING);
		CompletableFuture<DemoResult> result = CompletableFuture.supplyAsync(this::awaitResult);
		attempted(HandlingOutcome.HANDLED);
		settled("a", DeliveryState.HANDLED);
		assertThat(result.get(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS))
			.isEqualTo(new DemoResult(RequestOutcome.STORED, DeliveryState.HANDLED,
					List.of(new DemoResult.Attempt("greeter.greet", HandlingOutcome.RETRYING),
							new DemoResult.Attempt("greeter.greet", HandlingOutcome.HANDLED))));
	}

	@Test
	void takesNoOtherDeliveryForTheAwaitedOne() throws InterruptedException {
		this.observer.expect(payload("a"));
		answered(RequestOutcome.STORED);
		settled("b", DeliveryState.DEAD);
		assertThat(this.observer.await(Duration.ofMillis(1)).state()).isNull();
	}

	@Test
	void takesNoAttemptAtAnotherDeliveryForOneAtTheAwaited() throws InterruptedException {
		this.observer.expect(payload("a"));
		answered(RequestOutcome.STORED);
		attempted("late", 7, HandlingOutcome.DEAD);
		attempted(HandlingOutcome.HANDLED);
		settled("a", DeliveryState.HANDLED);
		attempted("later", 8, HandlingOutcome.DEAD);
		assertThat(this.observer.await(Duration.ZERO).attempts())
			.containsExactly(new DemoResult.Attempt("greeter.greet", HandlingOutcome.HANDLED));
	}

	@Test
	void forgetsWhatWasBefore() throws InterruptedException {
		this.observer.expect(payload("a"));
		answered(RequestOutcome.STORED);
		attempted(HandlingOutcome.HANDLED);
		settled("a", DeliveryState.HANDLED);
		this.observer.expect(payload("a"));
		answered(RequestOutcome.DUPLICATE);
		assertThat(this.observer.await(Duration.ZERO))
			.isEqualTo(new DemoResult(RequestOutcome.DUPLICATE, null, List.of()));
	}

	@Test
	void toleratesRequestsThatNobodyAwaits() {
		answered(RequestOutcome.STORED);
		settled("a", DeliveryState.UNHANDLED);
	}

	private DemoResult awaitResult() {
		try {
			return this.observer.await(Timeouts.GENEROUS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void answered(RequestOutcome outcome) {
		this.observer.answered(EndpointName.DEFAULT, outcome, Duration.ofMillis(1));
	}

	private void attempted(HandlingOutcome outcome) {
		attempted("greeter.greet", 1, outcome);
	}

	private void attempted(String handler, long id, HandlingOutcome outcome) {
		this.observer.attempted(handler, "channel.didCreate", new DeliveryId(String.valueOf(id)), outcome,
				Duration.ofMillis(1));
	}

	private void settled(String body, DeliveryState state) {
		this.observer.settled(new DeliveryId("1"),
				new Delivery(EndpointName.DEFAULT, null, null, payload(body), Instant.EPOCH), state);
	}

	private static Payload payload(String body) {
		return Payload.of(body.getBytes(StandardCharsets.UTF_8));
	}

}
