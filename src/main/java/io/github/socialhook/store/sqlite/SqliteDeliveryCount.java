package io.github.socialhook.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

import io.github.socialhook.store.database.DeliveryCount;

/**
 * Every number that was ever given is that of a delivery which is there or was deleted:
 * numbers go up by one, and those of a group that is rolled back are given again.
 */
final class SqliteDeliveryCount implements DeliveryCount {

	private static final String QUERY = """
			SELECT number - up_to + coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'socialhook_delivery'), 0)
			FROM socialhook_delivery_count
			""";

	private static final String DELETED = """
			UPDATE socialhook_delivery_count SET number = number - ?
			""";

	@Override
	public String query() {
		return QUERY;
	}

	@Override
	public void deleted(Connection connection, List<Long> ids) throws SQLException {
		try (PreparedStatement update = connection.prepareStatement(DELETED)) {
			update.setInt(1, ids.size());
			update.executeUpdate();
		}
	}

}
