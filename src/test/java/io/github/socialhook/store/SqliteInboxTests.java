package io.github.socialhook.store;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.inbox.Claim;
import io.github.socialhook.inbox.Receipt;
import io.github.socialhook.store.database.StoreInUseException;
import io.github.socialhook.store.database.UnsupportedStoreException;
import io.github.socialhook.store.queue.RowNumber;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The inbox over a SQLite file. */
@RunsBesideOthers
class SqliteInboxTests extends ClockContract {

	@TempDir
	Path folder;

	private HikariDataSource dataSource;

	@Override
	InboxFixture open(DedupeWindows windows) {
		if (this.dataSource != null) {
			this.dataSource.close();
		}
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl(url());
		return InboxFixture.open(this.dataSource, url(), this.clock, windows);
	}

	private String url() {
		return "jdbc:sqlite:" + this.folder.resolve("deep/inbox.db");
	}

	@Override
	void closeDataSources() {
		this.dataSource.close();
	}

	@Test
	void syncsEveryCommit() throws Exception {
		try (var connection = this.inbox.store.openWriter(); var statement = connection.createStatement()) {
			assertThat(statement.executeQuery("PRAGMA synchronous").getInt(1)).isEqualTo(2);
			assertThat(statement.executeQuery("PRAGMA journal_mode").getString(1)).isEqualTo("wal");
			assertThat(statement.executeQuery("PRAGMA auto_vacuum").getInt(1)).isEqualTo(2);
		}
	}

	@Test
	void worksOverAPoolThatDoesNotCommitByItself() throws Exception {
		this.inbox.close();
		this.dataSource.close();
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl(url());
		this.dataSource.setAutoCommit(false);
		this.inbox = InboxFixture.open(this.dataSource, url(), this.clock).dispatching();
		this.inbox.store("one");
		Claim claim = this.inbox.take(1).getFirst();
		this.inbox.settle(claim, this.inbox.handled(claim, "alpha"));
		assertThat(this.inbox.ledger.states()).containsEntry(DeliveryState.HANDLED, 1L);
		this.inbox.pauses.pause("alpha");
		assertThat(this.inbox.pauses.all()).containsKey("alpha");
	}

	@Test
	void bringsBackWhatADeadProcessHeldWithoutWaitingForTheLease() throws Exception {
		this.inbox.dispatching().store("one");
		this.inbox.take(1);
		this.inbox.kill();
		this.inbox = open(Duration.ofMinutes(10)).dispatching();
		assertThat(this.inbox.take(1)).hasSize(1);
	}

	@Test
	void neverGivesANumberTwice() throws Exception {
		long last = RowNumber.of(this.inbox.store("one"));
		this.inbox.sql().sql("DELETE FROM socialhook_delivery").update();
		this.inbox.kill();
		this.inbox = open(Duration.ofMinutes(10));
		assertThat(RowNumber.of(this.inbox.store("two"))).isGreaterThan(last);
	}

	@Test
	void refusesAFileThatAnotherProcessUses() {
		assertThatExceptionOfType(StoreInUseException.class)
			.isThrownBy(() -> InboxFixture.open(this.dataSource, url(), this.clock))
			.withMessageContaining("in use");
	}

	@Test
	void refusesAStoreThatDoesNotSurviveARestart() {
		assertThatExceptionOfType(UnsupportedStoreException.class)
			.isThrownBy(() -> InboxFixture.open(this.dataSource, "jdbc:sqlite::memory:", this.clock));
	}

	@Test
	void saysNoWhileAnotherProcessLocksTheFileAndYesAfterwards() throws Exception {
		this.inbox.close();
		this.inbox = InboxFixture.open(this.dataSource, url(), this.clock, DedupeWindows.all(Duration.ZERO),
				Duration.ofSeconds(1));
		try (var connection = this.dataSource.getConnection(); var statement = connection.createStatement()) {
			statement.execute("BEGIN EXCLUSIVE");
			assertThat(this.inbox.inbox.put(this.inbox.delivery("locked out"))).isInstanceOf(Receipt.Unavailable.class);
			assertThat(this.inbox.inbox.isWritable()).isFalse();
			statement.execute("ROLLBACK");
		}
		Awaitility.await().until(() -> this.inbox.inbox.put(this.inbox.delivery("let in")) instanceof Receipt.Stored);
		assertThat(this.inbox.sql().sql("SELECT count(*) FROM socialhook_delivery").query(Integer.class).single())
			.isEqualTo(1);
	}

	@Test
	void waitsForAnotherProcessThatWrites() throws Exception {
		this.inbox.store("before");
		CompletableFuture<Receipt> receipt;
		try (var connection = this.dataSource.getConnection(); var statement = connection.createStatement()) {
			statement.execute("BEGIN IMMEDIATE");
			statement.execute("CREATE TABLE foreign_table (id INTEGER)");
			receipt = CompletableFuture.supplyAsync(() -> this.inbox.inbox.put(this.inbox.delivery("patient")));
			// Longer than SQLite and its driver have ever waited by themselves.
			LockSupport.parkNanos(Duration.ofMillis(1500).toNanos());
			assertThat(receipt).isNotDone();
			statement.execute("COMMIT");
		}
		assertThat(receipt.get(1, TimeUnit.MINUTES)).isInstanceOf(Receipt.Stored.class);
		assertThat(this.inbox.inbox.lastOutage()).isEmpty();
	}

	@Test
	void saysNoWhenTheFileIsDamaged() throws Exception {
		for (int i = 0; i < 50; i++) {
			this.inbox.store("body " + i + "x".repeat(4000));
		}
		SqliteLog.empty(this.folder.resolve("deep/inbox.db"));
		this.inbox.kill();
		this.dataSource.close();
		try (RandomAccessFile file = new RandomAccessFile(this.folder.resolve("deep/inbox.db").toFile(), "rw")) {
			file.seek(4096);
			file.write(new byte[(int) file.length() - 4096]);
		}
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> open(Duration.ofMinutes(10)));
		this.folder.resolve("deep/inbox.db").toFile().delete();
		this.inbox = open(Duration.ofMinutes(10));
	}

	/** It may have been the memory, or the one connection. */
	@Test
	void keepsAFileThatWasFoundDamagedOnce() throws Exception {
		for (int i = 0; i < 50; i++) {
			this.inbox.store("body " + i + "x".repeat(4000));
		}
		SqliteLog.empty(this.folder.resolve("deep/inbox.db"));
		long page = this.inbox.sql()
			.sql("SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_sequence'")
			.query(Long.class)
			.single();
		this.inbox.kill();
		this.dataSource.close();
		byte[] sound = damage(page, new byte[4096]);
		this.inbox = open(Duration.ofMinutes(10));
		assertThat(this.inbox.inbox.put(this.inbox.delivery("unlucky"))).isInstanceOf(Receipt.Unavailable.class);
		this.inbox.kill();
		this.dataSource.close();
		damage(page, sound);
		this.inbox = open(Duration.ofMinutes(10));
		this.inbox.store("lucky");
		assertThat(this.inbox.sql().sql("SELECT count(*) FROM socialhook_delivery").query(Integer.class).single())
			.isEqualTo(51);
	}

	/** Writes over a page, and returns what was there. */
	private byte[] damage(long page, byte[] content) throws Exception {
		try (RandomAccessFile file = new RandomAccessFile(this.folder.resolve("deep/inbox.db").toFile(), "rw")) {
			byte[] before = new byte[content.length];
			file.seek((page - 1) * 4096);
			file.readFully(before);
			file.seek((page - 1) * 4096);
			file.write(content);
			return before;
		}
	}

}
