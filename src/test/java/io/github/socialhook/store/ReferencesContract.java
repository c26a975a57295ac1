package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.DeliverySummary;
import io.github.socialhook.inbox.Replay;
import io.github.socialhook.inbox.SummaryPage;
import io.github.socialhook.store.reference.ReferenceIndexer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How every store finds deliveries by what they refer to. */
abstract class ReferencesContract extends ReplayJobsContract {

	static final Subject ANNA = new Subject("user", "anna");

	/** In these tests every word with a colon is a reference. */
	static Set<Subject> words(Delivery delivery) {
		String body = new String(delivery.payload().bytes(), StandardCharsets.UTF_8);
		if (body.contains("poison")) {
			throw new IllegalStateException(body);
		}
		return Arrays.stream(body.split(" "))
			.filter((word) -> word.indexOf(':') > 0)
			.map(Subject::parse)
			.collect(Collectors.toSet());
	}

	static ReferenceIndexer indexer(InboxFixture node) {
		return new ReferenceIndexer(node.store, node.writer, node.dialect, ReferencesContract::words, node.clock);
	}

	/** Works until everything is indexed. */
	static void indexAll(InboxFixture node, ReferenceIndexer indexer) {
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> {
			while (indexer.work()) {
				assertThat(node.inbox.isWritable()).isTrue();
			}
			return node.ledger.indexedUntil().isEmpty();
		});
	}

	void indexAll() {
		indexAll(this.inbox, indexer(this.inbox));
	}

	static DeliveryFilter referring(Subject reference) {
		return DeliveryFilter.ALL.referringTo(reference);
	}

	List<DeliveryId> find(DeliveryFilter filter) {
		return this.inbox.ledger.search(filter, null, 100).entries().stream().map(DeliverySummary::id).toList();
	}

	long rows() {
		return this.inbox.sql().sql("SELECT count(*) FROM socialhook_reference").query(Long.class).single();
	}

	/** Nothing is found that was received since. */
	void assertNotIndexed(Instant since) {
		assertThat(find(referring(ANNA))).isEmpty();
		assertThat(this.inbox.ledger.indexedUntil()).contains(since);
	}

	@Test
	void findsWhatRefersToSomethingOnceItIsIndexed() {
		DeliveryId first = this.inbox.store("1 user:anna");
		this.clock.advance(Duration.ofSeconds(1));
		DeliveryId second = this.inbox.store("2 user:anna user:bob");
		this.inbox.store("3 user:bob channel:anna");
		assertNotIndexed(this.clock.instant().minusSeconds(1));
		indexAll();
		assertThat(this.inbox.ledger.indexedUntil()).isEmpty();
		assertThat(find(referring(ANNA))).containsExactly(second, first);
		assertThat(find(referring(new Subject("user", "carl")))).isEmpty();
		assertThat(this.inbox.ledger.count(referring(new Subject("user", "bob")))).isEqualTo(2);
	}

	@Test
	void findsBySubjectWithoutALookAtAllOthers() {
		DeliveryId oldest = this.inbox.store("before");
		indexAll();
		storeOthers();
		this.inbox.sql()
			.sql("UPDATE socialhook_reference_index SET position = (SELECT max(id) FROM socialhook_delivery)")
			.update();
		DeliveryId newest = this.inbox.store("not indexed yet");
		DeliveryFilter filter = new DeliveryFilter(null, null, null, new Subject("channel", "c1"), null, null, null,
				null);
		SummaryPage page = this.inbox.ledger.search(filter, null, 10);
		assertThat(page.entries()).extracting(DeliverySummary::id).containsExactly(newest, oldest);
		assertThat(page.next()).isNull();
		assertThat(this.inbox.ledger.count(filter)).isEqualTo(2);
		assertThat(find(filter.inState(DeliveryState.HANDLED))).isEmpty();
		this.inbox.sql().sql("DELETE FROM socialhook_reference").update();
		this.inbox.sql().sql("UPDATE socialhook_reference_index SET position = 0").update();
		SummaryPage without = this.inbox.ledger.search(filter, null, 10);
		assertThat(without.entries()).extracting(DeliverySummary::id).containsExactly(newest);
		assertThat(searchOn(filter, without).entries()).extracting(DeliverySummary::id).containsExactly(oldest);
	}

	/** A search that takes long is continued by the next call. */
	private SummaryPage searchOn(DeliveryFilter filter, SummaryPage page) {
		SummaryPage next = page;
		do {
			next = this.inbox.ledger.search(filter, next.next(), 10);
		}
		while (next.entries().isEmpty() && next.next() != null);
		return next;
	}

	/** More than one call looks through. */
	void storeOthers() {
		this.inbox.sql().sql(String.format(Locale.ROOT, """
				WITH RECURSIVE series(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM series WHERE i < 101000)
				INSERT INTO socialhook_delivery (endpoint, event, subject, received_at, state, attempts, digest, body%s)
				SELECT endpoint, event, 'channel:c2', received_at, 'HANDLED', 1, digest, body%s
				FROM series CROSS JOIN (SELECT * FROM socialhook_delivery LIMIT 1) AS model
				""", this.inbox.ownColumn("fingerprint"), this.inbox.ownColumn("i"))).update();
	}

	@Test
	void findsBySubjectAsWell() {
		DeliveryId id = this.inbox.store("no other word");
		indexAll();
		assertThat(find(referring(new Subject("channel", "c1")))).containsExactly(id);
	}

	@Test
	@HandledBy({ "bad", "good" })
	void combinesAReferenceWithWhateverElseIsAsked() throws Exception {
		this.inbox.dispatching().store("1 user:anna");
		this.inbox.store("2 user:anna");
		this.inbox.store("3 user:bob");
		List<Claim> claims = this.inbox.take(3);
		Claim dead = claims.get(0);
		this.inbox.settle(dead, this.inbox.dead(dead, "bad"), this.inbox.handled(dead, "good"));
		this.inbox.settle(claims.get(1), this.inbox.handled(claims.get(1), "bad"));
		this.inbox.settle(claims.get(2), this.inbox.dead(claims.get(2), "bad"));
		indexAll();
		assertThat(find(inState(DeliveryState.DEAD).referringTo(ANNA))).containsExactly(dead.id());
		assertThat(find(inState(DeliveryState.PENDING).referringTo(ANNA))).isEmpty();
		assertThat(find(ofHandler("bad", null).referringTo(ANNA))).containsExactly(dead.id());
		assertThat(find(ofHandler("good", DeliveryState.DEAD).referringTo(ANNA))).isEmpty();
		DeliveryFilter none = new DeliveryFilter(null, new EventName("x.y"), null, null, null, null, null, null);
		assertThat(find(none.referringTo(ANNA))).isEmpty();
		DeliveryFilter text = new DeliveryFilter(null, null, null, null, null, null, null, "BROKEN");
		assertThat(find(text.referringTo(ANNA))).containsExactly(dead.id());
		SummaryPage page = this.inbox.ledger.search(referring(ANNA), null, 1);
		assertThat(page.entries()).extracting(DeliverySummary::id).containsExactly(claims.get(1).id());
		assertThat(this.inbox.ledger.search(referring(ANNA), page.next(), 1).entries()).extracting(DeliverySummary::id)
			.containsExactly(dead.id());
	}

	@Test
	void combinesAReferenceWithAHandlerThatHasSucceeded() throws Exception {
		this.inbox.dispatching().store("1 user:anna");
		Claim dead = this.inbox.take(1).getFirst();
		this.inbox.settle(dead, this.inbox.dead(dead, "bad"), this.inbox.handled(dead, "good"));
		indexAll();
		assertThat(find(ofHandler("good", DeliveryState.HANDLED).referringTo(ANNA))).containsExactly(dead.id());
	}

	@Test
	void continuesAfterACrashInTheMiddle() throws Exception {
		for (int i = 0; i < 50; i++) {
			this.inbox.store(i + " user:anna");
		}
		ReferenceIndexer indexer = indexer(this.inbox);
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> {
			indexer.work();
			return rows() > 0;
		});
		assertThat(find(referring(ANNA))).isNotEmpty().hasSizeLessThan(50);
		this.inbox.kill();
		this.inbox = reopen();
		this.clock.advance(Duration.ofSeconds(11));
		this.inbox.store("50 user:anna");
		indexAll();
		assertThat(find(referring(ANNA))).hasSize(51);
		// Each refers to its subject as well.
		assertThat(rows()).isEqualTo(102);
	}

	@Test
	void indexesWhatComesAfterADeliveryThatCannotBeRead() {
		this.inbox.store("1 poison user:anna");
		DeliveryId second = this.inbox.store("2 user:anna");
		indexAll();
		assertThat(find(referring(ANNA))).containsExactly(second);
		assertThat(find(referring(new Subject("channel", "c1")))).hasSize(2);
	}

	@Test
	void deletesReferencesWithTheirDelivery() throws Exception {
		this.inbox.dispatching().store("1 user:anna");
		Claim old = this.inbox.take(1).getFirst();
		this.inbox.settle(old, this.inbox.handled(old, "a"));
		indexAll();
		pass(retention(), 8);
		assertThat(this.inbox.ledger.delivery(old.id())).isEmpty();
		assertThat(rows()).isZero();
		this.inbox.store("2 user:anna");
		indexAll();
		assertThat(rows()).isEqualTo(2);
	}

	@Test
	void leavesOutWhatWasDeletedBeforeItWasIndexed() throws Exception {
		this.inbox.dispatching().store("1 user:anna");
		Claim old = this.inbox.take(1).getFirst();
		this.inbox.settle(old, this.inbox.handled(old, "a"));
		pass(retention(), 8);
		indexAll();
		assertThat(rows()).isZero();
	}

	@Test
	void replaysWhatRefersToSomething() throws Exception {
		this.inbox.dispatching().store("1 user:anna");
		this.inbox.store("2 user:bob");
		for (Claim claim : this.inbox.take(2)) {
			this.inbox.settle(claim, this.inbox.handled(claim, "a"));
		}
		indexAll();
		Replay replay = this.inbox.replayer.begin("ann", referring(ANNA));
		assertThat(replay.matched()).isEqualTo(1);
		assertThat(this.inbox.replayer.list()).containsExactly(replay);
		this.inbox.replays.work();
		assertThat(this.inbox.take(1).getFirst().delivery().payload().size()).isEqualTo("1 user:anna".length());
		assertThat(this.inbox.takeNothing()).isEmpty();
	}

}
