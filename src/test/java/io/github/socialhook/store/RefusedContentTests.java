package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Attempt;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.DeliveryDetails;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Failure;
import io.github.socialhook.inbox.Outcome;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.inbox.Settlement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a database does not take because of its content is stored in another form, and
 * nothing is handled again for it.
 */
@RunsBesideOthers
class RefusedContentTests {

	private static final Duration DELAY = Duration.ofSeconds(5);

	@TempDir
	Path folder;

	private final MutableClock clock = new MutableClock();

	private RefusingStore store;

	private InboxFixture inbox;

	private void open(String kind) {
		this.store = new RefusingStore(kind, this.folder, this.clock);
		this.inbox = this.store.inbox.dispatching();
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	private Attempt failed(Claim claim, String handler, Failure failure) {
		return new Attempt(handler, claim.attempts() + 1, this.clock.instant(), Duration.ofMillis(3),
				new Outcome.Retry(this.clock.instant().plus(DELAY), failure));
	}

	private DeliveryDetails details(Claim claim) {
		return this.inbox.ledger.details(claim.id()).orElseThrow();
	}

	/** Stores one, and lets one handler of two return and the other fail. */
	private Claim failOnce(Failure failure) throws Exception {
		this.inbox.store("one");
		Claim claim = this.inbox.take(1).getFirst();
		assertThat(this.inbox.settle(new Settlement.Attempted(claim,
				List.of(this.inbox.handled(claim, "returns"), failed(claim, "fails", failure)), Set.of())))
			.isEqualTo(DeliveryState.RETRYING);
		return claim;
	}

	private void requireSecondAttemptOfOneHandler() throws Exception {
		assertThat(this.inbox.takeNothing()).isEmpty();
		this.clock.advance(DELAY);
		assertThat(this.inbox.take(1)).singleElement().satisfies((claim) -> {
			assertThat(claim.handler()).isEqualTo("fails");
			assertThat(claim.attempts()).isEqualTo(1);
		});
		this.clock.advance(InboxFixture.LEASE.multipliedBy(2));
		assertThat(this.inbox.take(1)).extracting(Claim::handler).containsExactly("fails");
		assertThat(this.inbox.takeNothing()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "sqlite", "postgresql" })
	void whatCannotBeStoredOfAnErrorIsReplaced(String kind) throws Exception {
		open(kind);
		Claim claim = failOnce(new Failure("a.B\0", "For input string: \"12\0\"", "\ud834 at\0"));
		assertThat(details(claim).attempts()).extracting(DeliveryDetails.PastAttempt::failure)
			.contains(new Failure("a.B\ufffd", "For input string: \"12\ufffd\"", "\ufffd at\ufffd"));
		requireSecondAttemptOfOneHandler();
	}

	@ParameterizedTest
	@ValueSource(strings = { "sqlite", "postgresql" })
	void attemptIsStoredWithoutTheTextThatTheDatabaseRefuses(String kind) throws Exception {
		open(kind);
		this.store.refuse("INSERT", "socialhook_attempt", "new.error_message LIKE '%poison%'");
		Claim claim = failOnce(new Failure("a.B", "poison", "at a.B"));
		assertThat(details(claim).attempts()).extracting(DeliveryDetails.PastAttempt::handler)
			.containsExactlyInAnyOrder("returns", "fails");
		assertThat(details(claim).attempts()).extracting(DeliveryDetails.PastAttempt::failure)
			.contains(new Failure("a.B", "The database refused to store the message.", ""));
		requireSecondAttemptOfOneHandler();
	}

	@ParameterizedTest
	@ValueSource(strings = { "sqlite", "postgresql" })
	void handlersThatReturnedAreNotRunAgainAlthoughTheHistoryCannotBeStored(String kind) throws Exception {
		open(kind);
		this.store.refuse("INSERT", "socialhook_attempt", "new.number > 0");
		Claim claim = failOnce(new Failure("a.B", "some", "at a.B"));
		assertThat(details(claim).attempts()).isEmpty();
		assertThat(details(claim).tasks()).extracting(DeliveryDetails.Task::state)
			.containsExactlyInAnyOrder(DeliveryState.HANDLED, DeliveryState.RETRYING);
		requireSecondAttemptOfOneHandler();
	}

	@ParameterizedTest
	@ValueSource(strings = { "sqlite", "postgresql" })
	void laterAttemptOfOneHandlerEndsAlthoughItsTextIsRefused(String kind) throws Exception {
		open(kind);
		this.store.refuse("INSERT", "socialhook_attempt", "new.error_message LIKE '%poison%'");
		failOnce(new Failure("a.B", "at first", ""));
		this.clock.advance(DELAY);
		Claim again = this.inbox.take(1).getFirst();
		assertThat(this.inbox.settle(again, failed(again, "fails", new Failure("a.B", "poison", ""))))
			.isEqualTo(DeliveryState.RETRYING);
		this.clock.advance(DELAY);
		assertThat(this.inbox.take(1)).singleElement().satisfies((claim) -> assertThat(claim.attempts()).isEqualTo(2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "sqlite", "postgresql" })
	void deliveryWhoseNameOrSubjectCannotBeStoredIsKept(String kind) throws Exception {
		open(kind);
		byte[] body = "{\"event\":\"a\\u0000b\"}".getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < 2; i++) {
			byte[] each = (new String(body, StandardCharsets.UTF_8) + " ".repeat(i)).getBytes(StandardCharsets.UTF_8);
			assertThat(this.inbox.inbox.put(new Delivery(EndpointName.DEFAULT, new EventName("a\0b"),
					new Subject("channel", "c\udd1e"), Payload.of(each), this.clock.instant())))
				.isInstanceOf(Receipt.Stored.class);
		}
		assertThat(this.inbox.take(2)).allSatisfy((claim) -> {
			assertThat(claim.delivery().event()).isEqualTo(new EventName("a\ufffdb"));
			assertThat(claim.delivery().subject()).isEqualTo(new Subject("channel", "c\ufffd"));
			assertThat(details(claim).summary().subject()).isEqualTo("channel:c\ufffd");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "sqlite", "postgresql" })
	void replayIsStoredWhoeverAsksForIt(String kind) {
		open(kind);
		this.inbox.replayer.begin("some\0body", DeliveryFilter.ALL);
		assertThat(this.inbox.sql().sql("SELECT requested_by FROM socialhook_replay").query(String.class).single())
			.isEqualTo("some\ufffdbody");
	}

}
