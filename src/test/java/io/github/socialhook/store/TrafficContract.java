package io.github.socialhook.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.HandlingOutcome;
import io.github.socialhook.delivery.RequestOutcome;
import io.github.socialhook.store.traffic.TrafficLog;
import io.github.socialhook.traffic.TrafficCounter;
import io.github.socialhook.traffic.TrafficFigures;
import io.github.socialhook.traffic.TrafficSlot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;

/** How every store keeps the traffic of each minute. */
abstract class TrafficContract extends AuditContract {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final TrafficCounter counter = new TrafficCounter();

	private TrafficLog traffic(String node, TrafficCounter counted) {
		return new TrafficLog(this.inbox.writer, this.inbox.store.reader(), node, counted, this.clock);
	}

	private void receive(TrafficCounter counted, RequestOutcome outcome, long millis) {
		counted.answered(EndpointName.DEFAULT, outcome, Duration.ofMillis(millis));
	}

	private List<TrafficFigures> lastMinutes(TrafficLog traffic, int number) {
		return traffic.read(this.clock.instant().minus(MINUTE.multipliedBy(number)), number, MINUTE)
			.stream()
			.map(TrafficSlot::figures)
			.toList();
	}

	@Test
	void keepsWhatWasCountedInEachMinute() {
		TrafficLog traffic = traffic("a", this.counter);
		receive(this.counter, RequestOutcome.STORED, 3);
		receive(this.counter, RequestOutcome.DUPLICATE, 3);
		receive(this.counter, RequestOutcome.REJECTED, 900);
		receive(this.counter, RequestOutcome.NOT_FOUND, 900);
		receive(this.counter, RequestOutcome.LEGACY, 900);
		receive(this.counter, RequestOutcome.UNAVAILABLE, 1600);
		Delivery delivery = this.inbox.delivery("{}");
		this.counter.settled(new DeliveryId("1"), delivery, DeliveryState.HANDLED);
		this.counter.settled(new DeliveryId("2"), delivery, DeliveryState.DEAD);
		this.counter.attempted("a", "x", new DeliveryId("1"), HandlingOutcome.HANDLED, MINUTE);
		this.counter.attempted("a", "x", new DeliveryId("2"), HandlingOutcome.RETRYING, MINUTE);
		this.counter.attempted("a", "x", new DeliveryId("2"), HandlingOutcome.DEAD, MINUTE);
		this.clock.advance(MINUTE);
		traffic.write();
		receive(this.counter, RequestOutcome.STORED, 1);
		this.clock.advance(MINUTE);
		traffic.write();
		traffic.write();
		assertThat(lastMinutes(traffic, 3)).containsExactly(TrafficFigures.NONE,
				new TrafficFigures(1, 1, 2, 1, 1, 2, List.of(0L, 0L, 2L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L)),
				new TrafficFigures(1, 0, 0, 0, 0, 0, List.of(1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L)));
		List<TrafficSlot> quarter = traffic.read(this.clock.instant(), 1, Duration.ofMinutes(15));
		assertThat(quarter.getFirst().at()).isBeforeOrEqualTo(this.clock.instant());
		assertThat(quarter.getFirst().at().getEpochSecond() % 900).isZero();
	}

	@Test
	void addsWhatSeveralNodesAndProcessesCountInTheSameMinute() {
		TrafficCounter other = new TrafficCounter();
		TrafficLog first = traffic("a", this.counter);
		TrafficLog second = traffic("b", other);
		receive(this.counter, RequestOutcome.STORED, 1);
		receive(other, RequestOutcome.STORED, 1);
		first.write();
		second.write();
		TrafficLog restarted = traffic("a", this.counter);
		receive(this.counter, RequestOutcome.STORED, 1);
		restarted.write();
		this.clock.advance(MINUTE);
		assertThat(lastMinutes(first, 1)).extracting(TrafficFigures::received).containsExactly(3L);
	}

	@Test
	void writesWhatIsLeftWhenItStops() {
		TrafficLog traffic = traffic("a", this.counter);
		traffic.start();
		receive(this.counter, RequestOutcome.STORED, 1);
		traffic.close();
		this.clock.advance(MINUTE);
		assertThat(lastMinutes(traffic, 1)).extracting(TrafficFigures::received).containsExactly(1L);
	}

	@Test
	void keepsWhatTheDatabaseDidNotTake() {
		TrafficLog traffic = traffic("a", this.counter);
		receive(this.counter, RequestOutcome.STORED, 1);
		this.inbox.sql().sql("ALTER TABLE socialhook_traffic RENAME TO gone").update();
		this.clock.advance(MINUTE);
		assertThatRuntimeException().isThrownBy(traffic::write);
		receive(this.counter, RequestOutcome.STORED, 1);
		this.inbox.sql().sql("ALTER TABLE gone RENAME TO socialhook_traffic").update();
		this.clock.advance(MINUTE);
		traffic.write();
		assertThat(lastMinutes(traffic, 2)).extracting(TrafficFigures::received).containsExactly(1L, 1L);
	}

	/** Whoever does not wait for the answer writes it again. */
	@Test
	void countsNothingTwiceThatWasWrittenWithoutAnAnswer() {
		TrafficLog traffic = traffic("a", this.counter);
		receive(this.counter, RequestOutcome.STORED, 1);
		Thread.currentThread().interrupt();
		assertThatRuntimeException().isThrownBy(traffic::write);
		assertThat(Thread.interrupted()).isTrue();
		traffic.write();
		receive(this.counter, RequestOutcome.STORED, 1);
		traffic.write();
		this.clock.advance(MINUTE);
		traffic.write();
		assertThat(lastMinutes(traffic, 1)).extracting(TrafficFigures::received).containsExactly(2L);
	}

	@Test
	void deletesWhatIsOlderThanEightDays() {
		TrafficLog traffic = traffic("a", this.counter);
		receive(this.counter, RequestOutcome.STORED, 1);
		traffic.write();
		Instant then = this.clock.instant();
		this.clock.advance(TrafficLog.KEPT.minus(MINUTE));
		traffic.write();
		receive(this.counter, RequestOutcome.STORED, 1);
		traffic.write();
		assertThat(traffic.read(then, 1, MINUTE).getFirst().figures().received()).isEqualTo(1);
		this.clock.advance(MINUTE.multipliedBy(2));
		traffic.write();
		receive(this.counter, RequestOutcome.STORED, 1);
		traffic.write();
		assertThat(traffic.read(then, 1, MINUTE).getFirst().figures()).isEqualTo(TrafficFigures.NONE);
		assertThat(this.inbox.sql().sql("SELECT count(*) FROM socialhook_traffic").query(Integer.class).single())
			.isEqualTo(2);
	}

}
