package io.github.socialhook.store;

import java.nio.file.Path;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import org.jspecify.annotations.Nullable;

/** A store of either kind, of which the database can be made to refuse rows. */
final class RefusingStore implements AutoCloseable {

	private final HikariDataSource pool = new HikariDataSource();

	private final @Nullable PostgresDatabase database;

	final InboxFixture inbox;

	/**
	 * Opens a new one.
	 * @param kind sqlite or postgresql
	 * @param folder where the file of SQLite is to be
	 */
	RefusingStore(String kind, Path folder, MutableClock clock) {
		this.database = kind.equals("postgresql") ? PostgresDatabase.create() : null;
		this.pool
			.setJdbcUrl((this.database != null) ? this.database.url() : "jdbc:sqlite:" + folder.resolve("inbox.db"));
		if (this.database != null) {
			this.pool.setMaximumPoolSize(4);
		}
		this.inbox = InboxFixture.open(this.pool, this.pool.getJdbcUrl(), clock);
	}

	/**
	 * Refuses rows from now on.
	 * @param operation INSERT or UPDATE
	 * @param condition of which rows, in terms of {@code new}
	 */
	void refuse(String operation, String table, String condition) {
		if (this.database == null) {
			this.inbox.sql()
				.sql("CREATE TRIGGER refuse BEFORE " + operation + " ON " + table + " WHEN " + condition
						+ " BEGIN SELECT RAISE(ABORT, 'not this'); END")
				.update();
			return;
		}
		this.inbox.sql().sql("""
				CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
				'BEGIN RAISE EXCEPTION ''not this''; END'
				""").update();
		this.inbox.sql()
			.sql("CREATE TRIGGER refuse BEFORE " + operation + " ON " + table + " FOR EACH ROW WHEN (" + condition
					+ ") EXECUTE FUNCTION refuse()")
			.update();
	}

	void stopRefusing(String table) {
		this.inbox.sql().sql("DROP TRIGGER refuse" + ((this.database != null) ? " ON " + table : "")).update();
	}

	@Override
	public void close() {
		this.inbox.close();
		this.pool.close();
		if (this.database != null) {
			this.database.close();
		}
	}

}
