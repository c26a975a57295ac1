package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Outage;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.store.spill.Spill;
import io.github.socialhook.store.spill.SpillMover;
import io.github.socialhook.store.spill.SpillTarget;
import io.github.socialhook.store.spill.SpillingInbox;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Both places may store a delivery although they did not confirm it in time. It is one
 * delivery all the same, because it has one key.
 */
@RunsBesideOthers
class SpillingInboxTests {

	@TempDir
	private Path folder;

	private final KeyedTarget target = new KeyedTarget();

	private String url;

	private Spill spill;

	private SpillMover mover;

	@BeforeEach
	void open() {
		this.url = "jdbc:sqlite:" + this.folder.resolve("spill.db");
		this.spill = Spill.open(this.url, Dialects.of(this.url), Timeouts.GENEROUS, InstantSource.system());
		// It is not started: what is spilled stays there.
		this.mover = new SpillMover(this.spill, this.target);
	}

	@AfterEach
	void close() {
		this.mover.close();
		this.spill.close();
	}

	private Receipt put(Duration budget) {
		Inbox inbox = new SpillingInbox(this.target, this.spill, this.mover, budget);
		return inbox.put(new Delivery(EndpointName.DEFAULT, null, null,
				Payload.of("one".getBytes(StandardCharsets.UTF_8)), InstantSource.system().instant()));
	}

	@Test
	void spillHasTheKeyThatTheTargetWasGivenBefore() {
		this.target.isAway = true;
		assertThat(put(Timeouts.GENEROUS)).isInstanceOf(Receipt.Stored.class);
		assertThat(this.target.put).containsExactly("key 1");
		assertThat(this.spill.peek(0, 10)).extracting(Spill.Spilled::key).containsExactly("key 1");
	}

	@Test
	void spillHasTheKeyThatTheTargetWouldBeGivenNext() {
		this.mover.noteOutage();
		assertThat(put(Timeouts.GENEROUS)).isInstanceOf(Receipt.Stored.class);
		assertThat(this.target.put).isEmpty();
		assertThat(this.spill.peek(0, 10)).extracting(Spill.Spilled::key).containsExactly("key 1");
	}

	@Test
	void targetIsGivenTheKeyThatTheSpillDidNotConfirm() throws Exception {
		this.mover.noteOutage();
		try (Connection other = DriverManager.getConnection(this.url)) {
			other.createStatement().execute("BEGIN IMMEDIATE");
			assertThat(put(Duration.ofMillis(200))).isInstanceOf(Receipt.Stored.class);
			other.createStatement().execute("ROLLBACK");
		}
		assertThat(this.target.keys).containsExactly("key 1");
		assertThat(this.target.put).containsExactly("key 1");
	}

	@Test
	void goesBackToATargetThatIsSlow() {
		this.target.shortest = Duration.ofMillis(250);
		this.mover.noteOutage();
		assertThat(put(Timeouts.GENEROUS)).isInstanceOf(Receipt.Stored.class);
		this.mover.start();
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> !this.mover.isBusy());
		assertThat(this.target.moved).containsExactly("key 1");
	}

	/** Stores whatever comes, while it is not away. */
	private static final class KeyedTarget implements SpillTarget {

		private final List<String> keys = new ArrayList<>();

		private final List<String> put = new ArrayList<>();

		private final List<@Nullable String> moved = new CopyOnWriteArrayList<>();

		private boolean isAway;

		/** How long what was spilled takes at least. */
		private Duration shortest = Duration.ZERO;

		@Override
		public String name() {
			return "The target";
		}

		@Override
		public String newKey() {
			this.keys.add("key " + (this.keys.size() + 1));
			return this.keys.getLast();
		}

		@Override
		public Receipt put(Delivery delivery, String key, Duration timeout) {
			this.put.add(key);
			return this.isAway ? new Receipt.Unavailable("It is away") : new Receipt.Stored(new DeliveryId("1"));
		}

		@Override
		public boolean isWritable() {
			return !this.isAway;
		}

		@Override
		public Optional<Outage> lastOutage() {
			return Optional.empty();
		}

		@Override
		public Result write(List<Spill.Spilled> batch, Duration timeout) {
			if (timeout.compareTo(this.shortest) < 0) {
				return new Away();
			}
			batch.forEach((each) -> this.moved.add(each.key()));
			return new Stored();
		}

	}

}
