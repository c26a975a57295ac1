package io.github.socialhook.console.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.socialhook.console.operation.Statistics;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Backlog;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.SummaryPage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class StatsControllerTests {

	@Test
	void showsNullForAStateThatTheStoreDoesNotCount() {
		StatsController controller = new StatsController(
				new Statistics(new PartialLedger(), new EmptyInbox(), InstantSource.system()));
		JsonNode states = new JsonMapper().valueToTree(controller.show()).path("states");
		assertThat(states.propertyNames()).containsExactly("PENDING", "HANDLED", "UNHANDLED", "RETRYING", "DEAD",
				"UNREADABLE", "DUPLICATE", "DISCARDED");
		assertThat(states.path("DEAD").asLong()).isEqualTo(3);
		assertThat(states.path("HANDLED").isNull()).isTrue();
	}

	/** Counts one state only. */
	private static final class PartialLedger implements Ledger {

		@Override
		public Backlog backlog() {
			return new Backlog(0, 0, 3, Duration.ZERO, Duration.ZERO, Duration.ZERO);
		}

		@Override
		public Map<DeliveryState, Long> states() {
			return Map.of(DeliveryState.DEAD, 3L);
		}

		@Override
		public TaskCounts tasks(Duration atMost) {
			return new TaskCounts(Map.of(), true, true);
		}

		@Override
		public Failures failures(int most, Duration atMost) {
			return new Failures(List.of(), 0, true);
		}

		@Override
		public SummaryPage search(DeliveryFilter filter, @Nullable String cursor, int most) {
			return new SummaryPage(List.of(), null);
		}

		@Override
		public long count(DeliveryFilter filter) {
			return 0;
		}

		@Override
		public Count count(DeliveryFilter filter, Duration atMost) {
			return new Count(0, true);
		}

		@Override
		public Optional<Instant> indexedUntil() {
			return Optional.empty();
		}

		@Override
		public Map<String, Long> events(int latest) {
			return Map.of();
		}

		@Override
		public boolean knows(String handler) {
			return false;
		}

		@Override
		public Optional<DeliveryDetails> details(DeliveryId id) {
			return Optional.empty();
		}

		@Override
		public Optional<Delivery> delivery(DeliveryId id) {
			return Optional.empty();
		}

	}

	private static final class EmptyInbox implements Inbox {

		@Override
		public Receipt put(Delivery delivery) {
			return new Receipt.Unavailable("It takes nothing");
		}

		@Override
		public boolean isWritable() {
			return false;
		}

		@Override
		public long spilled() {
			return 0;
		}

		@Override
		public Optional<Outage> lastOutage() {
			return Optional.empty();
		}

	}

}
