package io.github.socialhook.store.salvage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries with their tasks and attempts, on the way from a damaged file to a new one.
 */
final class SalvagedRows {

	private static final String DELIVERY = "socialhook_delivery";

	/** It has a number below those that are taken for there. */
	private static final String COUNT = """
			UPDATE socialhook_delivery_count SET number = number + 1
			""";

	private static final String INDEX = """
			UPDATE socialhook_reference_index SET position = min(position, ?)
			""";

	private static final List<String> PARTS = List.of("socialhook_task", "socialhook_attempt");

	private final List<Map<String, @Nullable Object>> deliveries;

	private final Map<String, List<Map<String, @Nullable Object>>> parts = new LinkedHashMap<>();

	private SalvagedRows(List<Map<String, @Nullable Object>> deliveries) {
		this.deliveries = deliveries;
	}

	/** Reads all of them whose numbers are in a range, or fails. */
	static SalvagedRows read(Connection damaged, long from, long to) throws SQLException {
		SalvagedRows rows = new SalvagedRows(read(damaged, DELIVERY, "id", from, to));
		for (String table : PARTS) {
			rows.parts.put(table, read(damaged, table, "delivery_id", from, to));
		}
		return rows;
	}

	/**
	 * Reads one of which nothing else can be read: what was not over is for all its
	 * handlers again.
	 */
	static SalvagedRows readAlone(Connection damaged, long id) throws SQLException {
		SalvagedRows rows = new SalvagedRows(read(damaged, DELIVERY, "id", id, id));
		for (Map<String, @Nullable Object> delivery : rows.deliveries) {
			if (List.of("PENDING", "RETRYING").contains(String.valueOf(delivery.get("state")))) {
				delivery.put("state", "PENDING");
				delivery.put("due_at", 0L);
			}
		}
		return rows;
	}

	private static List<Map<String, @Nullable Object>> read(Connection damaged, String table, String key, long from,
			long to) throws SQLException {
		String sql = "SELECT * FROM " + table + " WHERE " + key + " BETWEEN ? AND ?";
		List<Map<String, @Nullable Object>> found = new ArrayList<>();
		try (PreparedStatement select = damaged.prepareStatement(sql)) {
			select.setLong(1, from);
			select.setLong(2, to);
			try (ResultSet rows = select.executeQuery()) {
				int columns = rows.getMetaData().getColumnCount();
				while (rows.next()) {
					Map<String, @Nullable Object> row = new LinkedHashMap<>();
					for (int i = 1; i <= columns; i++) {
						row.put(rows.getMetaData().getColumnName(i), rows.getObject(i));
					}
					found.add(row);
				}
			}
		}
		return found;
	}

	int size() {
		return this.deliveries.size();
	}

	/** Writes those that are not there yet, and returns how many there were. */
	int write(WriterConnection connection) throws SQLException {
		int written = 0;
		for (Map<String, @Nullable Object> delivery : this.deliveries) {
			if (insert(connection, DELIVERY, delivery) == 1) {
				written++;
				connection.prepare(COUNT).executeUpdate();
				Object id = delivery.get("id");
				indexAgain(connection, (id instanceof Number number) ? number.longValue() - 1 : 0);
				for (Map.Entry<String, List<Map<String, @Nullable Object>>> part : this.parts.entrySet()) {
					for (Map<String, @Nullable Object> row : part.getValue()) {
						if (Objects.equals(row.get("delivery_id"), id)) {
							insert(connection, part.getKey(), row);
						}
					}
				}
			}
		}
		return written;
	}

	/** What it refers to is read again, because the new index knows nothing of it. */
	private static void indexAgain(WriterConnection connection, long position) throws SQLException {
		PreparedStatement update = connection.prepare(INDEX);
		update.setLong(1, position);
		update.executeUpdate();
	}

	private static int insert(WriterConnection connection, String table, Map<String, @Nullable Object> row)
			throws SQLException {
		String columns = String.join(", ", row.keySet());
		String marks = row.keySet().stream().map((column) -> "?").collect(Collectors.joining(", "));
		PreparedStatement insert = connection
			.prepare("INSERT OR IGNORE INTO " + table + " (" + columns + ") VALUES (" + marks + ")");
		int index = 1;
		for (Object value : row.values()) {
			insert.setObject(index++, value);
		}
		return insert.executeUpdate();
	}

}
