package io.github.socialhook.store.sqlite;

import io.github.socialhook.store.database.Watermark;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Numbers are committed in the order in which they are given. */
final class SqliteWatermark implements Watermark {

	private static final String LATEST = """
			SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'socialhook_delivery'), 0)
			""";

	@Override
	public long find(JdbcClient jdbc) {
		return jdbc.sql(LATEST).query(Long.class).single();
	}

}
