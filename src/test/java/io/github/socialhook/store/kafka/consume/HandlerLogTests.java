package io.github.socialhook.store.kafka.consume;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.inbox.Claim;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HandlerLogTests {

	private static final int PARTITION = 3;

	private final HandlerLog log = new HandlerLog();

	HandlerLogTests() {
		this.log.assign(PARTITION, 0);
	}

	private LogTask add(int partition, long offset, @Nullable String key) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, null, null, Payload.of(new byte[10]), Instant.EPOCH);
		Claim claim = new Claim(new DeliveryId(partition + "-" + offset), delivery, "handler", 0, 0, Instant.MAX);
		LogTask task = new LogTask(Objects.requireNonNull(this.log.find(partition)), offset, claim, key);
		assertThat(this.log.add(task)).isTrue();
		return task;
	}

	private LogTask add(long offset, @Nullable String key) {
		return add(PARTITION, offset, key);
	}

	private List<LogTask> take() {
		return this.log.take(100, Long.MAX_VALUE);
	}

	private long position() {
		return Objects.requireNonNull(this.log.positions().get(PARTITION));
	}

	@Test
	void handsOverOneOfAKeyAtATimeInOrder() {
		LogTask a1 = add(0, "a");
		LogTask a2 = add(1, "a");
		LogTask b1 = add(2, "b");
		LogTask a3 = add(3, "a");
		assertThat(take()).containsExactly(a1, b1);
		assertThat(take()).isEmpty();
		this.log.finished(a1);
		assertThat(take()).containsExactly(a2);
		this.log.finished(b1);
		assertThat(take()).isEmpty();
		this.log.finished(a2);
		assertThat(take()).containsExactly(a3);
		assertThat(position()).isEqualTo(3);
		this.log.finished(a3);
		assertThat(position()).isEqualTo(4);
	}

	@Test
	void handsOverAllWithoutAKey() {
		List<LogTask> tasks = Stream.of(0L, 1L, 2L).map((offset) -> add(offset, null)).toList();
		assertThat(take()).isEqualTo(tasks);
	}

	@Test
	void handsOverNoMoreThanThereIsRoomFor() {
		add(0, null);
		add(1, null);
		add(2, null);
		assertThat(this.log.take(2, Long.MAX_VALUE)).hasSize(2);
		assertThat(this.log.size()).isEqualTo(1);
		assertThat(this.log.take(0, Long.MAX_VALUE)).isEmpty();
	}

	@Test
	void handsOverUntilThereAreEnoughBytes() {
		add(0, null);
		add(1, null);
		add(2, null);
		assertThat(this.log.bytes()).isEqualTo(30);
		assertThat(this.log.take(100, 11)).hasSize(2);
		assertThat(this.log.bytes()).isEqualTo(10);
	}

	@Test
	void handsOverAgainInOrderWhatWasGivenBack() {
		LogTask a1 = add(0, "a");
		LogTask a2 = add(1, "a");
		assertThat(take()).containsExactly(a1);
		this.log.giveBack(a1);
		assertThat(take()).containsExactly(a1);
		this.log.finished(a1);
		assertThat(take()).containsExactly(a2);
		assertThat(position()).isEqualTo(1);
	}

	@Test
	void handsOverTheNextOfAKeyBeforeTheFirstIsWritten() {
		LogTask a1 = add(0, "a");
		LogTask a2 = add(1, "a");
		take();
		this.log.ended(a1);
		assertThat(take()).containsExactly(a2);
		this.log.finished(a2);
		assertThat(position()).isZero();
		this.log.written(a1);
		assertThat(position()).isEqualTo(2);
	}

	@Test
	void readsARecordOnce() {
		LogTask task = add(0, "a");
		assertThat(this.log.add(task)).isFalse();
		assertThat(this.log.size()).isEqualTo(1);
	}

	@Test
	void passesWhatIsNotForTheHandler() {
		LogTask task = add(0, "a");
		this.log.reached(task.partition(), 10);
		assertThat(position()).isZero();
		take();
		this.log.finished(task);
		assertThat(position()).isEqualTo(10);
	}

	@Test
	void forgetsWhatWaitsOfAPartitionThatIsRevoked() {
		this.log.assign(4, 0);
		LogTask a1 = add(0, "a");
		add(1, "a");
		add(2, "b");
		LogTask other = add(4, 0, "c");
		assertThat(this.log.take(1, Long.MAX_VALUE)).containsExactly(a1);
		this.log.revoke(Set.of(PARTITION));
		assertThat(take()).containsExactly(other);
		assertThat(this.log.size()).isZero();
		assertThat(this.log.bytes()).isZero();
		assertThat(this.log.awaitEnded(Set.of(PARTITION), Duration.ZERO)).isFalse();
		this.log.finished(a1);
		assertThat(this.log.awaitEnded(Set.of(PARTITION), Duration.ZERO)).isTrue();
		assertThat(position()).isEqualTo(1);
		this.log.leave(Set.of(PARTITION));
		assertThat(this.log.positions()).isEqualTo(Map.of(4, 0L));
	}

	@Test
	void keepsTheOrderOfAKeyOverARevocation() {
		LogTask old = add(0, "a");
		take();
		this.log.revoke(Set.of(PARTITION));
		this.log.leave(Set.of(PARTITION));
		this.log.assign(PARTITION, 0);
		LogTask again = add(0, "a");
		assertThat(take()).isEmpty();
		this.log.finished(old);
		assertThat(position()).as("of the new assignment").isZero();
		assertThat(take()).containsExactly(again);
	}

	@Test
	void forgetsWhatIsGivenBackAfterARevocation() {
		LogTask task = add(0, "a");
		take();
		this.log.revoke(Set.of(PARTITION));
		this.log.giveBack(task);
		assertThat(take()).isEmpty();
		assertThat(position()).isZero();
	}

	@Test
	void passesWhatIsWrittenWhileAPartitionIsRevoked() {
		LogTask task = add(0, "a");
		take();
		this.log.revoke(Set.of(PARTITION));
		assertThat(task.partition().isLeft()).isFalse();
		this.log.ended(task);
		this.log.written(task);
		assertThat(position()).isEqualTo(1);
		this.log.leave(Set.of(PARTITION));
		assertThat(task.partition().isLeft()).isTrue();
	}

	@Test
	void waitsUntilWhatWasHandedOverHasEnded() throws Exception {
		LogTask task = add(0, "a");
		take();
		Thread other = Thread.ofPlatform().start(() -> this.log.ended(task));
		assertThat(this.log.awaitEnded(Set.of(PARTITION), Duration.ofMinutes(1))).isTrue();
		assertThat(this.log.awaitWritten(Set.of(PARTITION), Duration.ZERO)).isFalse();
		this.log.written(task);
		assertThat(this.log.awaitWritten(Set.of(PARTITION), Duration.ZERO)).isTrue();
		other.join();
	}

	@Test
	void handsOverNothingThatWasReadAfterARevocation() {
		LogTask task = add(0, "a");
		LogTask late = new LogTask(task.partition(), 1, task.claim(), null);
		this.log.revoke(Set.of(PARTITION));
		assertThat(this.log.add(late)).isFalse();
	}

	@Test
	void isReadyWhileATaskWaitsForNothingButItsHandler() {
		LogTask first = add(0, "a");
		add(1, "a");
		assertThat(this.log.isReady()).isTrue();
		take();
		assertThat(this.log.isReady()).isFalse();
		this.log.finished(first);
		assertThat(this.log.isReady()).isTrue();
	}

}
