package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Receipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A row that the database refuses to lease stops no other. */
@RunsBesideOthers
class RefusedClaimsTests {

	private static final Duration DELAY = Duration.ofSeconds(5);

	@TempDir
	Path folder;

	private final MutableClock clock = new MutableClock();

	private RefusingStore store;

	private InboxFixture inbox;

	private void open(String kind) {
		this.store = new RefusingStore(kind, this.folder, this.clock);
		this.inbox = this.store.inbox;
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	/**
	 * Each about something else: what follows a delivery of its own subject waits for it.
	 */
	private DeliveryId store(int number) {
		byte[] body = ("body " + number).getBytes(StandardCharsets.UTF_8);
		Delivery delivery = new Delivery(EndpointName.DEFAULT, new EventName("channel.didCreate"),
				new Subject("channel", "c" + number), Payload.of(body), this.clock.instant());
		return ((Receipt.Stored) this.inbox.inbox.put(delivery)).id();
	}

	private Set<DeliveryId> take(int number) throws Exception {
		Set<DeliveryId> taken = new HashSet<>();
		long end = System.nanoTime() + Timeouts.GENEROUS.toNanos();
		while (taken.size() < number && System.nanoTime() - end < 0) {
			this.inbox.queue.take(100, Duration.ofSeconds(1)).stream().map(Claim::id).forEach(taken::add);
		}
		return taken;
	}

	@ParameterizedTest
	@ValueSource(strings = { "sqlite", "postgresql" })
	void otherDeliveriesAreClaimed(String kind) throws Exception {
		open(kind);
		Set<DeliveryId> sound = new HashSet<>();
		DeliveryId refused = null;
		for (int i = 0; i < 20; i++) {
			DeliveryId id = store(i);
			if (i == 7) {
				refused = id;
			}
			else {
				sound.add(id);
			}
		}
		this.store.refuse("UPDATE", "socialhook_delivery", "new.id = " + refused);
		this.inbox.dispatching();
		assertThat(take(19)).isEqualTo(sound);
		assertThat(this.inbox.takeNothing()).isEmpty();
		this.store.stopRefusing("socialhook_delivery");
		assertThat(take(1)).containsExactly(refused);
	}

	@ParameterizedTest
	@ValueSource(strings = { "sqlite", "postgresql" })
	void otherRetriesAreClaimed(String kind) throws Exception {
		open(kind);
		this.inbox.dispatching();
		Set<DeliveryId> sound = new HashSet<>();
		DeliveryId refused = null;
		for (int i = 0; i < 20; i++) {
			store(i);
			Claim claim = this.inbox.take(1).getFirst();
			this.inbox.settle(claim, this.inbox.retryAfter(claim, "a", DELAY));
			if (i == 7) {
				refused = claim.id();
			}
			else {
				sound.add(claim.id());
			}
		}
		this.store.refuse("UPDATE", "socialhook_task", "new.delivery_id = " + refused);
		this.clock.advance(DELAY);
		assertThat(take(19)).isEqualTo(sound);
		this.store.stopRefusing("socialhook_task");
		assertThat(take(1)).containsExactly(refused);
	}

}
