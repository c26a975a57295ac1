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

class LanesTests {

	private static final Handler HANDLER = DispatchFixture.handler("a", "channel.didCreate", DispatchFixture.terms(1),
			(event, delivery) -> {
			});

	private final Lanes lanes = new Lanes();

	private Job add(@Nullable String lane, long nanos) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, null, null,
				Payload.of("{}".getBytes(StandardCharsets.UTF_8)), Instant.EPOCH);
		Claim claim = new Claim(new DeliveryId(1), delivery, null, 0, 0, Instant.EPOCH);
		Work work = new Work(claim, Set.of("a"), new Notes(), (state) -> {
		}, () -> {
		});
		Job job = new Job(work, HANDLER, new Reading.Legible(null, null, null, null), lane, nanos);
		this.lanes.add(job);
		return job;
	}

	@Test
	void givesOneOfALaneAtATimeInOrder() {
		Job first = add("s", 0);
		Job second = add("s", 0);
		Job third = add("s", 0);
		assertThat(this.lanes.poll()).isSameAs(first);
		assertThat(this.lanes.poll()).isNull();
		this.lanes.done(first);
		assertThat(this.lanes.poll()).isSameAs(second);
		this.lanes.done(second);
		assertThat(this.lanes.poll()).isSameAs(third);
	}

	@Test
	void letsOtherLanesGoFirstWhenOneHasHadItsTurn() {
		Job first = add("s", 0);
		Job second = add("s", 0);
		Job other = add("t", 0);
		Job free = add(null, 0);
		assertThat(this.lanes.poll()).isSameAs(first);
		this.lanes.done(first);
		assertThat(List.of(this.lanes.poll(), this.lanes.poll(), this.lanes.poll())).containsExactly(other, free,
				second);
	}

	@Test
	void givesBackAllThatWaitsAndKeepsTheLaneOfWhatRuns() {
		Job running = add("s", 0);
		this.lanes.poll();
		Job behind = add("s", 0);
		Job head = add("t", 0);
		Job tail = add("t", 0);
		assertThat(this.lanes.size()).isEqualTo(3);
		assertThat(this.lanes.drain()).containsExactlyInAnyOrder(behind, head, tail);
		assertThat(this.lanes.size()).isZero();
		Job next = add("s", 0);
		assertThat(this.lanes.poll()).isNull();
		this.lanes.done(running);
		assertThat(this.lanes.poll()).isSameAs(next);
		Job anew = add("t", 0);
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
		Job first = add("s", 0);
		Job second = add("s", 0);
		Job third = add("s", 0);
		Job other = add("t", 0);
		assertThat(this.lanes.drain()).containsSubsequence(first, second, third).contains(other);
		assertThat(this.lanes.size()).isZero();
	}

}
