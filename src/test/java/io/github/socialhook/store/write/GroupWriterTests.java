package io.github.socialhook.store.write;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.Timeouts;
import io.github.socialhook.UnloggableError;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.sqlite.SqliteDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a group when the database fails in the middle of it. */
class GroupWriterTests {

	private final HikariDataSource dataSource = new HikariDataSource();

	private final AtomicInteger applied = new AtomicInteger();

	private Store store;

	private GroupWriter writer;

	@BeforeEach
	void open(@TempDir Path folder) {
		String url = "jdbc:sqlite:" + folder.resolve("inbox.db");
		this.dataSource.setJdbcUrl(url);
		this.store = Store.open(this.dataSource, url, new SqliteDialect(url), (connection) -> {
		});
		this.writer = new GroupWriter(this.store, "writer", InstantSource.system());
	}

	@AfterEach
	void close() {
		this.writer.close();
		this.store.close();
		this.dataSource.close();
	}

	@Test
	void triesNoneOfTheOthersOnceTheDatabaseIsAway() throws Exception {
		List<Some> group = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			group.add(new Some());
			this.writer.add(group.get(i));
		}
		this.writer.start();
		for (Some each : group) {
			assertThat(each.failed.await(1, TimeUnit.MINUTES)).isTrue();
		}
		// The whole group, then the first of it alone.
		assertThat(this.applied).hasValue(2);
	}

	@Test
	void goesOnWhateverIsThrownAlthoughItCannotEvenBeLogged() {
		this.writer.start();
		this.writer.add(new Poisoned());
		String result = this.writer.execute(Timeouts.GENEROUS, (connection) -> "written");
		assertThat(result).isEqualTo("written");
	}

	/** Throws an error that cannot be logged, however it is used. */
	private static final class Poisoned implements Write {

		@Override
		public void apply(WriterConnection connection) {
			throw new UnloggableError();
		}

		@Override
		public void committed() {
			throw new UnloggableError();
		}

		@Override
		public void failed(Exception cause) {
			throw new UnloggableError();
		}

	}

	/** The first time a fault of its own, and then the database is gone. */
	private final class Some implements Write {

		private final CountDownLatch failed = new CountDownLatch(1);

		@Override
		public boolean isUrgent() {
			return true;
		}

		@Override
		public void apply(WriterConnection connection) throws SQLException {
			boolean first = GroupWriterTests.this.applied.incrementAndGet() == 1;
			SQLiteErrorCode code = first ? SQLiteErrorCode.SQLITE_CONSTRAINT : SQLiteErrorCode.SQLITE_IOERR;
			throw new SQLException(code.message, null, code.code);
		}

		@Override
		public void committed() {
			throw new IllegalStateException("It cannot be committed");
		}

		@Override
		public void failed(Exception cause) {
			this.failed.countDown();
		}

	}

}
