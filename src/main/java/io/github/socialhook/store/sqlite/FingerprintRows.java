package io.github.socialhook.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.store.queue.Window;
import io.github.socialhook.store.write.WriterConnection;

/** The statements over {@code fingerprint_run} and {@code fingerprint_bucket}. */
final class FingerprintRows {

	private static final String SAVE_BUCKET = """
			INSERT OR REPLACE INTO socialhook_fingerprint_bucket (id, entries) VALUES (?, ?)
			""";

	/** Only if no bucket was lost with a group that was rolled back. */
	private static final String SAVE_RUN = """
			INSERT INTO socialhook_fingerprint_run (id, newest, last) SELECT ?, ?, ?
			WHERE (SELECT count(*) FROM socialhook_fingerprint_bucket WHERE id BETWEEN ? AND ?) = ?
			""";

	private static final String FIND_RUN = """
			SELECT 1 FROM socialhook_fingerprint_run WHERE id = ?
			""";

	private static final String FIND_BUCKET = """
			SELECT entries FROM socialhook_fingerprint_bucket WHERE id = ?
			""";

	private static final String ALL_RUNS = """
			SELECT id, newest, last FROM socialhook_fingerprint_run ORDER BY id
			""";

	private static final String LAST_BUCKET = """
			SELECT max(id) FROM socialhook_fingerprint_bucket
			""";

	private static final String BUCKETS_OF_RUN = """
			SELECT entries FROM socialhook_fingerprint_bucket WHERE id BETWEEN ? AND ?
			""";

	private static final String DELETE_BUCKETS_FROM = """
			DELETE FROM socialhook_fingerprint_bucket WHERE id >= ?
			""";

	private static final String DELETE_BUCKETS = """
			DELETE FROM socialhook_fingerprint_bucket WHERE id IN (
				SELECT id FROM socialhook_fingerprint_bucket WHERE id BETWEEN ? AND ? LIMIT ?)
			""";

	private static final String DELETE_RUN = """
			DELETE FROM socialhook_fingerprint_run WHERE id = ?
			""";

	private static final String LATEST = """
			SELECT id, endpoint, received_at, digest FROM socialhook_delivery WHERE id > ? ORDER BY id DESC
			""";

	private static final String IS_SAME = """
			SELECT 1 FROM socialhook_delivery WHERE id = ? AND digest = ? AND endpoint = ? AND received_at > ? AND received_at < ?
			""";

	private final WriterConnection connection;

	FingerprintRows(WriterConnection connection) {
		this.connection = connection;
	}

	void saveBucket(long run, int bucket, byte[] entries) throws SQLException {
		PreparedStatement save = this.connection.prepare(SAVE_BUCKET);
		save.setLong(1, firstOf(run) + bucket);
		save.setBytes(2, entries);
		save.executeUpdate();
	}

	/** Ends a run, unless buckets of it are missing. */
	boolean saveRun(long run, long newest, long last) throws SQLException {
		PreparedStatement save = this.connection.prepare(SAVE_RUN);
		save.setLong(1, run);
		save.setLong(2, newest);
		save.setLong(3, last);
		save.setLong(4, firstOf(run));
		save.setLong(5, lastOf(run));
		save.setInt(6, FingerprintBuckets.COUNT);
		return save.executeUpdate() == 1;
	}

	boolean isSaved(long run) throws SQLException {
		PreparedStatement find = this.connection.prepare(FIND_RUN);
		find.setLong(1, run);
		try (ResultSet row = find.executeQuery()) {
			return row.next();
		}
	}

	/** Returns the number that came last with a fingerprint in a run, or 0. */
	long find(long run, long fingerprint) throws SQLException {
		PreparedStatement find = this.connection.prepare(FIND_BUCKET);
		find.setLong(1, firstOf(run) + FingerprintBuckets.bucketOf(fingerprint));
		try (ResultSet row = find.executeQuery()) {
			return row.next() ? FingerprintBuckets.find(row.getBytes(1), fingerprint) : 0;
		}
	}

	List<Saved> savedRuns() throws SQLException {
		List<Saved> runs = new ArrayList<>();
		try (ResultSet rows = this.connection.prepare(ALL_RUNS).executeQuery()) {
			while (rows.next()) {
				runs.add(new Saved(rows.getLong(1), rows.getLong(2), rows.getLong(3)));
			}
		}
		return runs;
	}

	/** The highest number that a run has, be it ended or not, or 0. */
	long lastRun() throws SQLException {
		try (ResultSet row = this.connection.prepare(LAST_BUCKET).executeQuery()) {
			return row.next() ? row.getLong(1) / FingerprintBuckets.COUNT : 0;
		}
	}

	void addTo(FingerprintFilter filter, long run) throws SQLException {
		PreparedStatement read = this.connection.prepare(BUCKETS_OF_RUN);
		read.setLong(1, firstOf(run));
		read.setLong(2, lastOf(run));
		try (ResultSet rows = read.executeQuery()) {
			while (rows.next()) {
				filter.addAll(rows.getBytes(1));
			}
		}
	}

	/** Deletes what is left of runs that were never ended. */
	void deleteFrom(long run) throws SQLException {
		PreparedStatement delete = this.connection.prepare(DELETE_BUCKETS_FROM);
		delete.setLong(1, firstOf(run));
		delete.executeUpdate();
	}

	/**
	 * Deletes a part of a run.
	 * @return whether it is gone altogether
	 */
	boolean deleteSome(long run, int most) throws SQLException {
		PreparedStatement delete = this.connection.prepare(DELETE_BUCKETS);
		delete.setLong(1, firstOf(run));
		delete.setLong(2, lastOf(run));
		delete.setInt(3, most);
		if (delete.executeUpdate() == most) {
			return false;
		}
		PreparedStatement end = this.connection.prepare(DELETE_RUN);
		end.setLong(1, run);
		end.executeUpdate();
		return true;
	}

	/** Goes back from the latest delivery to the last that was received before a time. */
	void forEachSince(long afterId, long time, Visitor visitor) throws SQLException {
		PreparedStatement read = this.connection.prepare(LATEST);
		read.setLong(1, afterId);
		try (ResultSet rows = read.executeQuery()) {
			while (rows.next() && rows.getLong(3) > time) {
				visitor.visit(rows.getLong(1), rows.getString(2), rows.getLong(3), rows.getBytes(4));
			}
		}
	}

	/** Whether a delivery says the same to the same endpoint within a window. */
	boolean isSame(long id, EndpointName endpoint, byte[] digest, Window window) throws SQLException {
		PreparedStatement find = this.connection.prepare(IS_SAME);
		find.setLong(1, id);
		find.setBytes(2, digest);
		find.setString(3, endpoint.value());
		find.setLong(4, window.from().toEpochMilli());
		find.setLong(5, window.to().toEpochMilli());
		try (ResultSet row = find.executeQuery()) {
			return row.next();
		}
	}

	private static long firstOf(long run) {
		return run * FingerprintBuckets.COUNT;
	}

	private static long lastOf(long run) {
		return firstOf(run) + FingerprintBuckets.COUNT - 1;
	}

	/**
	 * A run in the database.
	 *
	 * @param id its number
	 * @param newest when the latest of its deliveries was received
	 * @param last it and the runs before it know every delivery up to this number
	 */
	record Saved(long id, long newest, long last) {
	}

	/** Is told of deliveries. */
	@FunctionalInterface
	interface Visitor {

		void visit(long id, String endpoint, long receivedAt, byte[] digest);

	}

}
