package io.github.socialhook.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.inbox.Claim;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyedQueueTests {

	private static final Handler HANDLER = DispatchFixture.handler("a", "channel.didCreate", DispatchFixture.terms(1),
			(event, delivery) -> {
			});

	private final KeyedQueue lanes = new KeyedQueue();

	private HandlerExecution add(@Nullable String lane, long nanos) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, null, null,
				Payload.of("{}".getBytes(StandardCharsets.UTF_8)), Instant.EPOCH);
		Claim claim = new Claim(new DeliveryId(1), delivery, null, 0, 0, Instant.EPOCH);
		ClaimExecution work = new ClaimExecution(claim, Set.of("a"), new RecordingWorkQueue(), (state) -> {
		}, () -> {
		});
		HandlerExecution job = new HandlerExecution(work, HANDLER,
				new ParseResult.ParsedDelivery(null, null, null, null), lane, nanos);
		this.lanes.add(job);
		return job;
	}

	@Test
	void givesOneOfALaneAtATimeInOrder() {
		HandlerExecution first = add("s", 0);
		HandlerExecution second = add("s", 0);
		HandlerExecution third = add("s", 0);
		assertThat(this.lanes.poll()).isSameAs(first);
		assertThat(this.lanes.poll()).isNull();
		this.lanes.done(first);
		assertThat(this.lanes.poll()).isSameAs(second);
		this.lanes.done(second);
		assertThat(this.lanes.poll()).isSameAs(third);
	}

	@Test
	void letsOtherLanesGoFirstWhenOneHasHadItsTurn() {
		HandlerExecution first = add("s", 0);
		HandlerExecution second = add("s", 0);
		HandlerExecution other = add("t", 0);
		HandlerExecution free = add(null, 0);
		assertThat(this.lanes.poll()).isSameAs(first);
		this.lanes.done(first);
		assertThat(List.of(this.lanes.poll(), this.lanes.poll(), this.lanes.poll())).containsExactly(other, free,
				second);
	}

	@Test
	void givesBackAllThatWaitsAndKeepsTheLaneOfWhatRuns() {
		HandlerExecution running = add("s", 0);
		this.lanes.poll();
		HandlerExecution behind = add("s", 0);
		HandlerExecution head = add("t", 0);
		HandlerExecution tail = add("t", 0);
		assertThat(this.lanes.size()).isEqualTo(3);
		assertThat(this.lanes.drain()).containsExactlyInAnyOrder(behind, head, tail);
		assertThat(this.lanes.size()).isZero();
		HandlerExecution next = add("s", 0);
		assertThat(this.lanes.poll()).isNull();
		this.lanes.done(running);
		assertThat(this.lanes.poll()).isSameAs(next);
		HandlerExecution anew = add("t", 0);
		assertThat(this.lanes.poll()).isSameAs(anew);
	}

	@Test
	void knowsHowLongTheOldestWaits() {
		add("s", 5);
		this.lanes.poll();
		assertThat(this.lanes.anySinceBefore(100)).isFalse();
		add("s", 10);
		assertThat(this.lanes.anySinceBefore(11)).isTrue();
		assertThat(this.lanes.anySinceBefore(10)).isFalse();
	}

	@Test
	void givesBackEachLaneInItsOrder() {
		HandlerExecution first = add("s", 0);
		HandlerExecution second = add("s", 0);
		HandlerExecution third = add("s", 0);
		HandlerExecution other = add("t", 0);
		assertThat(this.lanes.drain()).containsSubsequence(first, second, third).contains(other);
		assertThat(this.lanes.size()).isZero();
	}

}
