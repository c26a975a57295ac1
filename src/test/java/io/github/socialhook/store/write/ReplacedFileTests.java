package io.github.socialhook.store.write;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.Timeouts;
import io.github.socialhook.store.database.DatabaseDialect;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.sqlite.SqliteDialect;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody opens a connection at the very moment at which a file is replaced. */
@RunsBesideOthers
class ReplacedFileTests {

	private final HikariDataSource dataSource = new HikariDataSource();

	@TempDir
	private Path folder;

	private Path file;

	private Store store;

	private GroupWriter writer;

	@BeforeEach
	void open() {
		this.file = this.folder.resolve("inbox.db");
		String url = "jdbc:sqlite:" + this.file;
		this.dataSource.setJdbcUrl(url);
		this.store = Store.open(this.dataSource, url, openingConnections(new SqliteDialect(url)), (connection) -> {
		});
		this.writer = new GroupWriter(this.store, "writer", InstantSource.system());
		this.writer.start();
	}

	@AfterEach
	void close() {
		this.writer.close();
		this.store.close();
		this.dataSource.close();
	}

	/** Opens one before what was saved is put in its place, and gives it to the pool. */
	private DatabaseDialect openingConnections(SqliteDialect dialect) {
		return (DatabaseDialect) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { DatabaseDialect.class }, (proxy, method, arguments) -> {
					if (!method.getName().equals("putBack") || this.writer == null) {
						return invoke(method, dialect, arguments);
					}
					try (Connection connection = this.dataSource.getConnection()) {
						read(connection);
						return invoke(method, dialect, arguments);
					}
				});
	}

	private static Object invoke(Method method, SqliteDialect dialect, Object[] arguments) throws Throwable {
		try {
			return method.invoke(dialect, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private static void read(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.executeQuery("SELECT count(*) FROM sqlite_master").close();
		}
	}

	@Test
	void writesToTheFileThatIsInPlace() throws Exception {
		assertThat(this.writer.<Boolean>execute(Timeouts.GENEROUS, (connection) -> true)).isTrue();
		Path copy = this.folder.resolve("copy.db");
		JdbcClient.create(this.dataSource).sql("VACUUM INTO '" + copy + "'").update();
		Files.move(copy, this.file, StandardCopyOption.REPLACE_EXISTING);
		Awaitility.await().atMost(Timeouts.GENEROUS).until(() -> names().contains("replaced"));
		this.writer.execute(Timeouts.GENEROUS,
				(connection) -> connection
					.prepare("INSERT INTO socialhook_handler_pause (handler, since) VALUES ('alpha', 1)")
					.executeUpdate());
		Path found = this.folder.resolve("found.db");
		Files.copy(this.file, found);
		Files.copy(Path.of(this.file + "-wal"), Path.of(found + "-wal"));
		try (HikariDataSource looking = new HikariDataSource()) {
			looking.setJdbcUrl("jdbc:sqlite:" + found);
			assertThat(JdbcClient.create(looking)
				.sql("SELECT handler FROM socialhook_handler_pause")
				.query(String.class)
				.list()).isEqualTo(List.of("alpha"));
		}
	}

	private String names() {
		return String.join(" ", this.folder.toFile().list());
	}

}
