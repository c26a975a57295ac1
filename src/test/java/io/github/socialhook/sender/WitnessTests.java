package io.github.socialhook.sender;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.RequestOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WitnessTests {

	private final Witness witness = new Witness();

	@Test
	void tellsAtOnceWhatWasNotStored() throws InterruptedException {
		this.witness.lookOutFor(payload("a"));
		answered(RequestOutcome.REJECTED);
		assertThat(this.witness.tell(Duration.ofDays(1))).isEqualTo(new Fate(RequestOutcome.REJECTED, null, List.of()));
	}

	@Test
	void waitsForTheEndOfWhatIsRetried() throws Exception {
		this.witness.lookOutFor(payload("a"));
		answered(RequestOutcome.STORED);
		attempted(HandlingOutcome.RETRYING);
		settled("a", DeliveryState.RETRYING);
		CompletableFuture<Fate> fate = CompletableFuture.supplyAsync(this::tell);
		attempted(HandlingOutcome.HANDLED);
		settled("a", DeliveryState.HANDLED);
		assertThat(fate.get(20, TimeUnit.SECONDS)).isEqualTo(new Fate(RequestOutcome.STORED, DeliveryState.HANDLED,
				List.of(new Fate.Attempt("greeter.greet", HandlingOutcome.RETRYING),
						new Fate.Attempt("greeter.greet", HandlingOutcome.HANDLED))));
	}

	@Test
	void takesNoOtherDeliveryForTheAwaitedOne() throws InterruptedException {
		this.witness.lookOutFor(payload("a"));
		answered(RequestOutcome.STORED);
		settled("b", DeliveryState.DEAD);
		assertThat(this.witness.tell(Duration.ofMillis(1)).state()).isNull();
	}

	@Test
	void takesNoAttemptAtAnotherDeliveryForOneAtTheAwaited() throws InterruptedException {
		this.witness.lookOutFor(payload("a"));
		answered(RequestOutcome.STORED);
		attempted("late", 7, HandlingOutcome.DEAD);
		attempted(HandlingOutcome.HANDLED);
		settled("a", DeliveryState.HANDLED);
		attempted("later", 8, HandlingOutcome.DEAD);
		assertThat(this.witness.tell(Duration.ZERO).attempts())
			.containsExactly(new Fate.Attempt("greeter.greet", HandlingOutcome.HANDLED));
	}

	@Test
	void forgetsWhatWasBefore() throws InterruptedException {
		this.witness.lookOutFor(payload("a"));
		answered(RequestOutcome.STORED);
		attempted(HandlingOutcome.HANDLED);
		settled("a", DeliveryState.HANDLED);
		this.witness.lookOutFor(payload("a"));
		answered(RequestOutcome.DUPLICATE);
		assertThat(this.witness.tell(Duration.ZERO)).isEqualTo(new Fate(RequestOutcome.DUPLICATE, null, List.of()));
	}

	@Test
	void toleratesRequestsThatNobodyAwaits() {
		answered(RequestOutcome.STORED);
		settled("a", DeliveryState.UNHANDLED);
	}

	private Fate tell() {
		try {
			return this.witness.tell(Duration.ofSeconds(20));
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void answered(RequestOutcome outcome) {
		this.witness.answered(EndpointName.DEFAULT, outcome, Duration.ofMillis(1));
	}

	private void attempted(HandlingOutcome outcome) {
		attempted("greeter.greet", 1, outcome);
	}

	private void attempted(String handler, long id, HandlingOutcome outcome) {
		this.witness.attempted(handler, "channel.didCreate", new DeliveryId(id), outcome, Duration.ofMillis(1));
	}

	private void settled(String body, DeliveryState state) {
		this.witness.settled(new DeliveryId(1),
				new Delivery(EndpointName.DEFAULT, null, null, payload(body), Instant.EPOCH), state);
	}

	private static Payload payload(String body) {
		return Payload.of(body.getBytes(StandardCharsets.UTF_8));
	}

}
