package io.github.socialhook.store.sqlite;

import io.github.socialhook.store.database.Watermark;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Numbers are committed in the order in which they are given. */
final class SqliteWatermark implements Watermark {

	private static final String LATEST = """
			SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'socialhook_delivery'), 0)
			""";

	/** The statement for deliveries with this number or a higher one that come back. */
	static final String BROUGHT_BACK = """
			UPDATE socialhook_reference_index SET position = min(position, ?)
			""";

	@Override
	public long find(JdbcClient jdbc) {
		return jdbc.sql(LATEST).query(Long.class).single();
	}

}
