package io.github.socialhook.store.sqlite;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.store.MutableClock;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.queue.LeaseRecovery;
import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.queue.PutWrite;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.write.WriterConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A store of SQLite, and the fingerprints of what is put into it. */
abstract class FingerprintsFixture {

	static final int RUN_SIZE = 200;

	static final Duration WINDOW = Duration.ofMinutes(10);

	@TempDir
	Path folder;

	final MutableClock clock = new MutableClock();

	final HikariDataSource dataSource = new HikariDataSource();

	DedupeWindows windows = DedupeWindows.all(WINDOW);

	Fingerprints fingerprints = new Fingerprints(RUN_SIZE, 100);

	private Store store;

	QueueDialect dialect;

	WriterConnection connection;

	@BeforeEach
	void open() throws SQLException {
		String url = "jdbc:sqlite:" + this.folder.resolve("inbox.db");
		this.dataSource.setJdbcUrl(url);
		this.dialect = new SqliteDialect(url);
		this.store = Store.open(this.dataSource, url, this.dialect, new LeaseRecovery(this.dialect, this.clock));
		this.connection = new WriterConnection(this.store.openUpToDate(), this.dialect);
	}

	@AfterEach
	void close() throws SQLException {
		this.connection.close();
		this.store.close();
		this.dataSource.close();
	}

	final void putAll(int from, int to) throws SQLException {
		assertThat(putAgain(from, to)).isZero();
	}

	/** Puts them in groups, and returns how many are repeats. */
	final int putAgain(int from, int to) throws SQLException {
		int repeats = 0;
		for (int i = from; i < to; i += 37) {
			List<PutWrite> group = new ArrayList<>();
			for (int j = i; j < Math.min(i + 37, to); j++) {
				group.add(write("default", j));
			}
			repeats += put(group);
		}
		return repeats;
	}

	final int put(List<PutWrite> group) throws SQLException {
		new SqlitePuts(this.connection, this.dialect, this.fingerprints).put(group);
		this.connection.commit();
		group.forEach(PutWrite::committed);
		return (int) group.stream().filter((write) -> !write.isStored()).count();
	}

	final PutWrite write(String endpoint, int number) {
		Delivery delivery = new Delivery(new EndpointName(endpoint), new EventName("channel.didCreate"), null,
				Payload.of(("body " + number).getBytes(StandardCharsets.UTF_8)), this.clock.instant());
		return new PutWrite(delivery, this.windows, new LocalHandoff(), new PutWrite.Puts(this.dialect), null);
	}

	final long count(String what) {
		return JdbcClient.create(this.dataSource).sql("SELECT count(*) FROM " + what).query(Long.class).single();
	}

}
