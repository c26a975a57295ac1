package io.github.socialhook.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Capacity;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.Settlement;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.queue.WakeUpListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The inbox over a real PostgreSQL, in a session that is set up to be awkward. */
@RunsBesideOthers
class PostgresInboxTests extends ClockContract {

	private static PostgresDatabase database;

	private final List<HikariDataSource> dataSources = new java.util.ArrayList<>();

	@BeforeAll
	static void createDatabase() {
		database = PostgresDatabase.create(Map.of("TimeZone", "Pacific/Chatham", "DateStyle", "German"));
	}

	@AfterAll
	static void dropDatabase() {
		database.close();
	}

	@Override
	InboxFixture open(DedupeWindows windows) {
		if (this.dataSources.isEmpty()) {
			EmptySchema.in(database);
		}
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl(database.url());
		dataSource.setMaximumPoolSize(4);
		this.dataSources.add(dataSource);
		return InboxFixture.open(dataSource, dataSource.getJdbcUrl(), this.clock, windows);
	}

	private InboxFixture another() {
		return open(DedupeWindows.all(Duration.ofMinutes(10)));
	}

	@Override
	void closeDataSources() {
		this.dataSources.forEach(HikariDataSource::close);
	}

	@Test
	void neverGivesTheSameToTwoNodes() throws Exception {
		List<DeliveryId> ids = IntStream.range(0, 200)
			.mapToObj((i) -> store(this.inbox, "subject " + i, "body " + i))
			.toList();
		try (InboxFixture other = another()) {
			this.inbox.dispatching();
			other.dispatching();
			List<Claim> taken = new java.util.ArrayList<>();
			while (taken.size() < ids.size()) {
				taken.addAll(this.inbox.queue.take(7, Duration.ofMillis(50)));
				taken.addAll(other.queue.take(7, Duration.ofMillis(50)));
			}
			assertThat(taken).extracting(Claim::id).containsExactlyInAnyOrderElementsOf(ids);
		}
	}

	@Test
	void acceptsTheSameBytesOnceOverAllNodes() {
		try (InboxFixture other = another()) {
			List<Receipt> receipts = IntStream.range(0, 60)
				.parallel()
				.mapToObj((i) -> ((i % 2 == 0) ? this.inbox : other).inbox.put(this.inbox.delivery("same " + i / 20)))
				.toList();
			assertThat(receipts).filteredOn(Receipt.Stored.class::isInstance).hasSize(3);
			assertThat(receipts).filteredOn(Receipt.Duplicate.class::isInstance).hasSize(57);
		}
		assertThat(this.inbox.sql().sql("SELECT sum(repeats) FROM socialhook_delivery").query(Integer.class).single())
			.isEqualTo(57);
	}

	@Test
	void leavesWhatFollowsToTheNodeThatHoldsTheSubject() throws Exception {
		this.inbox.dispatching();
		DeliveryId first = store(this.inbox, "s", "first");
		assertThat(this.inbox.take(1)).extracting(Claim::id).containsExactly(first);
		try (InboxFixture other = another().dispatching()) {
			assertThat(other.takeNothing()).isEmpty();
			DeliveryId second = store(other, "s", "second");
			DeliveryId unrelated = store(other, "t", "unrelated");
			assertThat(other.take(1)).extracting(Claim::id).containsExactly(unrelated);
			assertThat(other.takeNothing()).isEmpty();
			assertThat(this.inbox.take(1)).extracting(Claim::id).containsExactly(second);
		}
	}

	@Test
	void goesOnElsewhereOnceTheSubjectIsFree() throws Exception {
		this.inbox.dispatching();
		store(this.inbox, "s", "first");
		Claim first = this.inbox.take(1).getFirst();
		try (InboxFixture other = another().dispatching()) {
			DeliveryId second = store(other, "s", "second");
			assertThat(other.takeNothing()).isEmpty();
			this.inbox.queue.close();
			this.inbox.settle(first, this.inbox.handled(first, "a"));
			assertThat(other.take(1)).extracting(Claim::id).containsExactly(second);
		}
	}

	@Test
	void handsNothingOverWhileAnotherNodeTriesWhatCameBefore() throws Exception {
		this.inbox.dispatching();
		DeliveryId first = store(this.inbox, "s", "first");
		Claim claim = this.inbox.split(this.inbox.take(1).getFirst(), "a").getFirst();
		this.inbox.settle(new Settlement.Postponed(claim, this.clock.instant()));
		try (InboxFixture other = another().dispatching()) {
			Claim taken = other.take(1).getFirst();
			assertThat(taken.id()).isEqualTo(first);
			DeliveryId second = store(this.inbox, "s", "second");
			assertThat(this.inbox.takeNothing()).isEmpty();
			assertThat(other.take(1)).extracting(Claim::id).containsExactly(second);
		}
	}

	@Test
	void leavesWhatWaitsForAHandlerToTheNodeThatHoldsWhatCameBefore() throws Exception {
		this.inbox.dispatching();
		store(this.inbox, "s", "first");
		DeliveryId second = store(this.inbox, "s", "second");
		List<Claim> claims = this.inbox.take(2);
		Claim alone = this.inbox.split(claims.getLast(), "a").getFirst();
		this.inbox.settle(new Settlement.Postponed(alone, this.clock.instant()));
		try (InboxFixture other = another().dispatching()) {
			assertThat(other.takeNothing()).isEmpty();
			this.inbox.settle(claims.getFirst(), this.inbox.handled(claims.getFirst(), "a"));
			assertThat(other.take(1)).extracting(Claim::id).containsExactly(second);
		}
	}

	@Test
	void takesABusySubjectOverAtOnceFromADeadNode() throws Exception {
		this.inbox.dispatching();
		List<DeliveryId> ids = IntStream.range(0, 50).mapToObj((i) -> store(this.inbox, "s", "body " + i)).toList();
		this.inbox.take(50);
		try (InboxFixture other = another().dispatching()) {
			assertThat(other.takeNothing()).isEmpty();
			this.clock.advance(InboxFixture.LEASE);
			List<Claim> claims = List.of();
			while (claims.isEmpty()) {
				claims = other.queue.take(100, Duration.ofSeconds(1));
			}
			assertThat(claims).extracting(Claim::id).containsExactlyElementsOf(ids);
		}
	}

	@Test
	void endsWhatTwoNodesSettleAtTheSameTime() throws Exception {
		this.inbox.dispatching();
		try (InboxFixture other = another().dispatching()) {
			for (int round = 0; round < 50; round++) {
				store(this.inbox, "s", "body " + round);
				List<Claim> alone = this.inbox.split(this.inbox.take(1).getFirst(), "a", "b");
				this.inbox.settle(new Settlement.Postponed(alone.getLast(), this.clock.instant()));
				Claim theirs = other.take(1).getFirst();
				CompletableFuture<?> both = CompletableFuture.allOf(
						CompletableFuture.runAsync(
								() -> this.inbox.settle(alone.getFirst(), this.inbox.handled(alone.getFirst(), "a"))),
						CompletableFuture.runAsync(() -> other.settle(theirs, other.handled(theirs, "b"))));
				both.get(2, TimeUnit.MINUTES);
			}
		}
		assertThat(this.inbox.sql().sql("SELECT DISTINCT state FROM socialhook_delivery").query(String.class).list())
			.containsExactly("HANDLED");
	}

	/** A claim goes on where the last one stopped, beyond what has come back since. */
	@Test
	void doesNotClaimPastWhatItsOwnLeaseHasRunOutOf() throws Exception {
		this.inbox.dispatching().store("held");
		this.inbox.take(1);
		this.inbox.sql()
			.sql("INSERT INTO socialhook_delivery (endpoint, event, subject, received_at, state, due_at, digest, fingerprint, body) "
					+ "SELECT endpoint, event, CASE WHEN i = 200 THEN subject ELSE 'channel:other' || i END, received_at, "
					+ "'PENDING', 0, digest, i, body FROM socialhook_delivery, generate_series(1, 200) AS i")
			.update();
		this.inbox.queue.wakeUp();
		assertThat(this.inbox.queue.take(128, Timeouts.GENEROUS)).hasSize(128);
		this.clock.advance(InboxFixture.LEASE.multipliedBy(2));
		this.inbox.queue.wakeUp();
		assertThat(this.inbox.queue.take(128, Timeouts.GENEROUS)).hasSize(71)
			.noneMatch((claim) -> claim.delivery().subject().equals(new Subject("channel", "c1")));
	}

	@Test
	void hearsOfWhatAnotherNodeOnlyReceived() throws Exception {
		LocalHandoff handoff = new LocalHandoff();
		try (WakeUpListener listener = this.inbox.listener(handoff::storeHasDue)) {
			handoff.open(InboxFixture.LEASE, Capacity.UNLIMITED);
			handoff.storeHasNoneFor(Duration.ofHours(1));
			listener.start();
			org.awaitility.Awaitility.await().until(() -> {
				store(this.inbox, "s", "body " + System.nanoTime());
				return handoff.isTimeToLook();
			});
		}
	}

	@Test
	void hearsAgainWhenTheConnectionItListensToWasCut() throws Exception {
		LocalHandoff handoff = new LocalHandoff();
		try (WakeUpListener listener = this.inbox.listener(handoff::storeHasDue)) {
			handoff.open(InboxFixture.LEASE, Capacity.UNLIMITED);
			listener.start();
			for (int round = 0; round < 2; round++) {
				handoff.storeHasNoneFor(Duration.ofHours(1));
				org.awaitility.Awaitility.await().until(() -> {
					this.inbox.inbox.put(this.inbox.delivery("body " + System.nanoTime()));
					return handoff.isTimeToLook();
				});
				cutAllConnections();
			}
		}
	}

	private static void cutAllConnections() {
		database.terminateConnections();
	}

	@Test
	void comesBackWhenItsConnectionsAreCut() {
		this.inbox.store("before");
		cutAllConnections();
		org.awaitility.Awaitility.await()
			.until(() -> this.inbox.inbox.put(this.inbox.delivery("after")) instanceof Receipt.Stored);
		assertThat(this.inbox.sql().sql("SELECT count(*) FROM socialhook_delivery").query(Integer.class).single())
			.isEqualTo(2);
	}

	private DeliveryId store(InboxFixture node, String subject, String body) {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, null, new Subject("channel", subject),
				Payload.of(body.getBytes(java.nio.charset.StandardCharsets.UTF_8)), this.clock.instant());
		Receipt receipt = node.inbox.put(delivery);
		assertThat(receipt).isInstanceOf(Receipt.Stored.class);
		return ((Receipt.Stored) receipt).id();
	}

}
