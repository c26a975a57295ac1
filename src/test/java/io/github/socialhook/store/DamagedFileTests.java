package io.github.socialhook.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.store.salvage.FileSalvage;
import io.github.socialhook.store.sqlite.SqliteDialect;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A page of the deliveries is spoilt. */
@RunsBesideOthers
class DamagedFileTests {

	private static final int NUMBER = 400;

	private static final int PAGE = 4096;

	@TempDir
	private Path folder;

	private Path file;

	private HikariDataSource dataSource;

	private InboxFixture inbox;

	private FileSalvage salvage;

	@BeforeEach
	void open() {
		this.file = this.folder.resolve("inbox.db");
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl("jdbc:sqlite:" + this.file);
		this.dataSource.setMaximumPoolSize(4);
		this.inbox = InboxFixture.open(this.dataSource, this.dataSource.getJdbcUrl(), new MutableClock());
		salvage();
	}

	private void salvage() {
		this.salvage = new FileSalvage(this.inbox.writer, ((SqliteDialect) this.inbox.dialect).damagedFiles(),
				(moved) -> {
				});
		this.salvage.start();
	}

	@AfterEach
	void close() {
		this.salvage.close();
		this.inbox.close();
		this.dataSource.close();
	}

	@Test
	void acceptsIntoANewFileAndMovesWhatCanBeRead() throws Exception {
		Map<Long, String> stored = storeAndSpoil();
		this.inbox.dispatching();
		Awaitility.await().atMost(Timeouts.GENEROUS).until(this::accepts);
		Inbox.Salvage result = awaitSalvage();
		assertThat(result.unreadable()).isPositive().isLessThan(NUMBER / 4);
		assertThat(result.moved() + result.unreadable()).isGreaterThanOrEqualTo(NUMBER);
		Map<Long, String> found = bodies();
		Map<Long, String> moved = new TreeMap<>(stored);
		moved.keySet().retainAll(found.keySet());
		assertThat(moved).hasSize((int) result.moved());
		assertThat(found).containsAllEntriesOf(moved);
		assertThat(found.keySet().stream().filter((id) -> !stored.containsKey(id)))
			.allSatisfy((id) -> assertThat(id).isGreaterThan(NUMBER));
		assertThat(Path.of(result.file())).exists();
		assertThat(this.inbox.inbox.isWritable()).isTrue();
	}

	@Test
	void handlesWhatWasMoved() throws Exception {
		storeAndSpoil();
		this.inbox.dispatching();
		Awaitility.await().atMost(Timeouts.GENEROUS).until(this::accepts);
		Inbox.Salvage result = awaitSalvage();
		int all = bodies().size();
		this.inbox.queue.wakeUp();
		List<Claim> claims = this.inbox.take(all);
		assertThat(claims.stream().map(Claim::id).distinct()).hasSize(all);
		assertThat(result.over()).isTrue();
	}

	@Test
	void keepsWhatWentWrongWithADelivery() throws Exception {
		this.inbox.dispatching();
		DeliveryId dead = this.inbox.store("dead");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.dead(claim, "alpha"));
		this.inbox.pauses.pause("beta");
		storeAndSpoil();
		Awaitility.await().atMost(Timeouts.GENEROUS).until(this::accepts);
		awaitSalvage();
		assertThat(this.inbox.ledger.details(dead).orElseThrow().attempts()).hasSize(1);
		assertThat(this.inbox.ledger.states()).containsEntry(DeliveryState.DEAD, 1L);
		assertThat(this.inbox.pauses.all()).containsKey("beta");
	}

	@Test
	void findsWhatWasMovedByWhatItRefersTo() throws Exception {
		this.salvage.close();
		storeAndSpoil();
		Awaitility.await().atMost(Timeouts.GENEROUS).until(this::accepts);
		// What has come since is in the index before what comes back.
		ReferencesContract.indexAll(this.inbox, ReferencesContract.indexer(this.inbox));
		salvage();
		awaitSalvage();
		ReferencesContract.indexAll(this.inbox, ReferencesContract.indexer(this.inbox));
		assertThat(this.inbox.ledger.count(ReferencesContract.referring(new Subject("channel", "c1"))))
			.isEqualTo(bodies().size());
	}

	@Test
	void goesPastAGapThatBeginsWithADamagedPage() throws Exception {
		long before = System.currentTimeMillis();
		this.inbox.sql()
			.sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('socialhook_delivery', ?)")
			.param(before)
			.update();
		storeMany();
		spoil(pageOf("number 0 "));
		Awaitility.await().atMost(Timeouts.GENEROUS).until(this::accepts);
		Inbox.Salvage result = awaitSalvage();
		assertThat(result.moved()).isGreaterThan(NUMBER * 3L / 4);
		assertThat(result.moved() + result.unreadable()).isGreaterThanOrEqualTo(NUMBER);
		assertThat(result.unreadable()).isLessThan(Files.size(Path.of(result.file())));
	}

	@Test
	void movesWhatCanBeReadAlthoughItCannotBeReadHowManyThereAre() throws Exception {
		Map<Long, String> stored = storeMany();
		int page = this.inbox.sql()
			.sql("SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_sequence'")
			.query(Integer.class)
			.single();
		spoil(page - 1);
		Awaitility.await().atMost(Timeouts.GENEROUS).until(this::accepts);
		Inbox.Salvage result = awaitSalvage();
		assertThat(result.moved()).isEqualTo(NUMBER);
		assertThat(bodies()).containsAllEntriesOf(stored).hasSizeGreaterThan(NUMBER);
		assertThat(bodies().keySet()).as("No number is given again").allMatch((id) -> id > 0 && id < 10 * NUMBER);
	}

	@Test
	void stillKnowsAfterARestartWhatCouldNotBeRead() throws Exception {
		storeAndSpoil();
		Awaitility.await().atMost(Timeouts.GENEROUS).until(this::accepts);
		Inbox.Salvage result = awaitSalvage();
		close();
		open();
		assertThat(this.salvage.lastSalvage()).contains(result);
		close();
		Files.delete(Path.of(result.file()));
		open();
		assertThat(this.salvage.lastSalvage()).as("Somebody has dealt with it").isEmpty();
	}

	private Inbox.Salvage awaitSalvage() {
		Awaitility.await()
			.atMost(Timeouts.GENEROUS)
			.until(() -> this.salvage.lastSalvage().filter(Inbox.Salvage::over).isPresent());
		return this.salvage.lastSalvage().orElseThrow();
	}

	/** Tries what is not possible any more, as claims do, and then to store something. */
	private boolean accepts() {
		try {
			this.inbox.writer.execute(Timeouts.GENEROUS, (connection) -> {
				var touch = connection.prepare("UPDATE socialhook_delivery SET fence = fence WHERE id > 1");
				return touch.executeUpdate();
			});
		}
		catch (RuntimeException ex) {
			return false;
		}
		return this.inbox.inbox.put(this.inbox.delivery("after " + System.nanoTime())) instanceof Receipt.Stored;
	}

	/** Stores some, and writes nonsense over a page in the middle of them. */
	private Map<Long, String> storeAndSpoil() throws Exception {
		Map<Long, String> stored = storeMany();
		spoil(pageOf("number " + NUMBER / 2 + " "));
		return stored;
	}

	private Map<Long, String> storeMany() {
		for (int i = 0; i < NUMBER; i++) {
			this.inbox.store("number " + i + " " + "x".repeat(200));
		}
		SqliteLog.empty(this.file);
		return bodies();
	}

	private void spoil(int page) throws IOException {
		try (RandomAccessFile database = new RandomAccessFile(this.file.toFile(), "rw")) {
			database.seek((long) page * PAGE);
			database.write("nonsense".repeat(PAGE / 8).getBytes(StandardCharsets.US_ASCII));
		}
		this.dataSource.getHikariPoolMXBean().softEvictConnections();
	}

	private int pageOf(String text) throws IOException {
		String content = Files.readString(this.file, StandardCharsets.ISO_8859_1);
		return content.indexOf(text) / PAGE;
	}

	private Map<Long, String> bodies() {
		Map<Long, String> bodies = new TreeMap<>();
		this.inbox.sql()
			.sql("SELECT id, CAST(body AS TEXT) AS body FROM socialhook_delivery")
			.query()
			.listOfRows()
			.forEach((row) -> bodies.put(((Number) row.get("id")).longValue(), (String) row.get("body")));
		return bodies;
	}

}
