package io.github.socialhook.dispatch.queue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.dispatch.attempt.ClaimExecution;
import io.github.socialhook.dispatch.attempt.HandlerExecution;
import io.github.socialhook.dispatch.attempt.ParseResult;
import io.github.socialhook.dispatch.attempt.RecordingWorkQueue;
import io.github.socialhook.dispatch.registry.Handler;
import io.github.socialhook.dispatch.registry.HandlerFixture;
import io.github.socialhook.dispatch.registry.HandlerSettings;
import io.github.socialhook.inbox.Claim;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyedQueueTests {

	private static final Handler HANDLER = HandlerFixture.handler("a", "channel.didCreate",
			new HandlerSettings(1, Duration.ofSeconds(30), List.of()), (event, delivery) -> {
			});

	private final KeyedQueue queue = new KeyedQueue();

	private HandlerExecution add(@Nullable String key, long nanos) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, null, null,
				Payload.of("{}".getBytes(StandardCharsets.UTF_8)), Instant.EPOCH);
		Claim claim = new Claim(new DeliveryId("1"), delivery, null, 0, 0, Instant.EPOCH);
		ClaimExecution claimExecution = new ClaimExecution(claim, Set.of("a"), new RecordingWorkQueue(), (state) -> {
		}, () -> {
		});
		HandlerExecution execution = new HandlerExecution(claimExecution, HANDLER,
				new ParseResult.ParsedDelivery(null, null, null, null, List.of()), key, nanos);
		this.queue.add(execution);
		return execution;
	}

	@Test
	void givesOneOfAKeyAtATimeInOrder() {
		HandlerExecution first = add("s", 0);
		HandlerExecution second = add("s", 0);
		HandlerExecution third = add("s", 0);
		assertThat(this.queue.poll()).isSameAs(first);
		assertThat(this.queue.poll()).isNull();
		this.queue.done(first);
		assertThat(this.queue.poll()).isSameAs(second);
		this.queue.done(second);
		assertThat(this.queue.poll()).isSameAs(third);
	}

	@Test
	void letsOtherLanesGoFirstWhenOneHasHadItsTurn() {
		HandlerExecution first = add("s", 0);
		HandlerExecution second = add("s", 0);
		HandlerExecution other = add("t", 0);
		HandlerExecution free = add(null, 0);
		assertThat(this.queue.poll()).isSameAs(first);
		this.queue.done(first);
		assertThat(List.of(this.queue.poll(), this.queue.poll(), this.queue.poll())).containsExactly(other, free,
				second);
	}

	@Test
	void givesBackAllThatWaitsAndKeepsTheKeyOfWhatRuns() {
		HandlerExecution running = add("s", 0);
		this.queue.poll();
		HandlerExecution behind = add("s", 0);
		HandlerExecution head = add("t", 0);
		HandlerExecution tail = add("t", 0);
		assertThat(this.queue.size()).isEqualTo(3);
		assertThat(this.queue.drain()).containsExactlyInAnyOrder(behind, head, tail);
		assertThat(this.queue.size()).isZero();
		HandlerExecution next = add("s", 0);
		assertThat(this.queue.poll()).isNull();
		this.queue.done(running);
		assertThat(this.queue.poll()).isSameAs(next);
		HandlerExecution anew = add("t", 0);
		assertThat(this.queue.poll()).isSameAs(anew);
	}

	@Test
	void knowsHowLongTheOldestWaits() {
		add("s", 5);
		this.queue.poll();
		assertThat(this.queue.anyQueuedBefore(100)).isFalse();
		add("s", 10);
		assertThat(this.queue.anyQueuedBefore(11)).isTrue();
		assertThat(this.queue.anyQueuedBefore(10)).isFalse();
	}

	@Test
	void givesBackEachKeyInItsOrder() {
		HandlerExecution first = add("s", 0);
		HandlerExecution second = add("s", 0);
		HandlerExecution third = add("s", 0);
		HandlerExecution other = add("t", 0);
		assertThat(this.queue.drain()).containsSubsequence(first, second, third).contains(other);
		assertThat(this.queue.size()).isZero();
	}

}
