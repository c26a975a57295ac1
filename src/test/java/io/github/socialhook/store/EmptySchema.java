package io.github.socialhook.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.store.database.Store;
import io.github.socialhook.store.queue.LeaseRecovery;
import io.github.socialhook.store.queue.QueueDialect;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes a database of a test as its first start would leave it. To empty tables takes a
 * tenth of what all migrations take, and most tests begin with this.
 */
final class EmptySchema {

	private static final String HISTORY = "socialhook_schema_history";

	/** What a test may have changed besides rows. */
	private static final String DEFINITIONS = """
			SELECT md5(string_agg(what, ',' ORDER BY what)) FROM (
				SELECT relname::text || relkind::text || coalesce(array_to_string(reloptions, ' '), '') AS what FROM pg_class
					WHERE relnamespace = 'public'::regnamespace
				UNION ALL SELECT tgrelid::regclass::text || tgname::text FROM pg_trigger WHERE NOT tgisinternal
				UNION ALL SELECT conname::text || pg_get_constraintdef(oid) FROM pg_constraint
					WHERE connamespace = 'public'::regnamespace
				UNION ALL SELECT attrelid::regclass::text || attname::text || atttypid::text FROM pg_attribute
					WHERE attnum > 0 AND attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
				UNION ALL SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace) AS definition
			""";

	private static final Map<String, Made> made = new ConcurrentHashMap<>();

	private EmptySchema() {
	}

	/**
	 * Leaves the tables of the store, with what the migrations wrote and no other row.
	 */
	static void in(PostgresDatabase database) {
		JdbcClient sql = JdbcClient.create(database.dataSource());
		Made before = made.get(database.name());
		if (before == null || !before.definitions().equals(definitions(sql))) {
			made.put(database.name(), make(sql, database));
			return;
		}
		sql.sql("TRUNCATE " + String.join(", ", before.tables()) + " RESTART IDENTITY").update();
		before.filled()
			.forEach((table) -> sql.sql("INSERT INTO %1$s SELECT * FROM made.%1$s".formatted(table)).update());
	}

	private static Made make(JdbcClient sql, PostgresDatabase database) {
		sql.sql("DROP SCHEMA IF EXISTS made CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public").update();
		migrate(database.dataSource(), database.url());
		sql.sql("CREATE SCHEMA made").update();
		List<String> tables = sql.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ?")
			.param(HISTORY)
			.query(String.class)
			.list();
		List<String> filled = tables.stream()
			.filter((table) -> sql.sql("SELECT count(*) FROM " + table).query(Long.class).single() > 0)
			.toList();
		filled.forEach((table) -> sql.sql("CREATE TABLE made.%1$s AS TABLE %1$s".formatted(table)).update());
		return new Made(definitions(sql), tables, filled);
	}

	private static void migrate(DataSource dataSource, String url) {
		QueueDialect dialect = Dialects.of(url);
		Store.open(dataSource, url, dialect, new LeaseRecovery(dialect, new MutableClock())).close();
	}

	private static String definitions(JdbcClient sql) {
		return sql.sql(DEFINITIONS).query(String.class).single();
	}

	/** A schema right after its migrations. */
	private record Made(String definitions, List<String> tables, List<String> filled) {

	}

}
