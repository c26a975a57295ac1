package io.github.socialhook.store.sqlite;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.store.queue.PutWrite;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.queue.Window;
import io.github.socialhook.store.write.WriterConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Finds repeats by the fingerprints of what was accepted within the window. An index over
 * fingerprints costs a page to write for each delivery, because they are random, and more
 * the larger it grows. So the latest are held in memory, and when there are enough they
 * go to the database as one run, from which nothing is read but what a filter does not
 * rule out. What is found is only believed after a look at the delivery itself; that is
 * why nothing has to be undone here when a group is rolled back. Used by the writer's
 * thread.
 */
final class Fingerprints {

	private static final Log logger = LogFactory.getLog(Fingerprints.class);

	static final int RUN_SIZE = 65_536;

	/** A run is written in so many groups that none of them takes long. */
	private static final int BUCKETS_AT_ONCE = 16;

	/** A filter takes 128 KB, and all of them at most an eighth of the heap. */
	private static final int MOST_RUNS = Math.clamp(Runtime.getRuntime().maxMemory() / 8 / (128 * 1024), 16, 4096);

	private final int runSize;

	private final int mostRuns;

	private FingerprintBuckets latest = new FingerprintBuckets();

	/** What is being written. */
	private @Nullable Sealed sealed;

	/** Those in the database, the newest first. */
	private final Deque<FingerprintRun> runs = new ArrayDeque<>();

	private long lastRun;

	private boolean loaded;

	private boolean crowded;

	Fingerprints() {
		this(RUN_SIZE, MOST_RUNS);
	}

	Fingerprints(int runSize, int mostRuns) {
		this.runSize = runSize;
		this.mostRuns = mostRuns;
	}

	/**
	 * Prepares to look for a group, and does a small part of what is to be written.
	 * @param puts the group
	 * @param lastId the highest number that a stored delivery has had; whatever was added
	 * here with a higher one was rolled back
	 */
	void beginGroup(WriterConnection connection, List<PutWrite> puts, long lastId) throws SQLException {
		for (PutWrite put : puts) {
			if (put.window() != null) {
				beginGroup(new FingerprintRows(connection), put.horizon().toEpochMilli(), lastId);
				return;
			}
		}
	}

	private void beginGroup(FingerprintRows rows, long since, long lastId) throws SQLException {
		if (!this.loaded) {
			load(rows, since);
			this.loaded = true;
		}
		if (this.sealed == null && this.latest.size() >= this.runSize) {
			this.sealed = new Sealed(++this.lastRun, this.latest, lastId, this.runSize);
			this.latest = new FingerprintBuckets();
		}
		if (this.sealed != null && this.sealed.write(rows)) {
			this.runs.addFirst(this.sealed.run());
			this.sealed = null;
		}
		forget(rows, since);
	}

	/** Brings back what an earlier process, or a session that broke, has left. */
	private void load(FingerprintRows rows, long since) throws SQLException {
		this.latest = new FingerprintBuckets();
		this.runs.clear();
		long lastEnded = 0;
		long lastId = 0;
		for (FingerprintRows.Saved saved : rows.savedRuns()) {
			FingerprintFilter filter = new FingerprintFilter(this.runSize);
			if (saved.newest() > since) {
				rows.addTo(filter, saved.id());
			}
			this.runs.addFirst(new FingerprintRun(saved.id(), saved.newest(), filter));
			lastEnded = saved.id();
			lastId = saved.last();
		}
		// Not that of a run that was never ended: parts of two would look like one.
		this.lastRun = Math.max(lastEnded, rows.lastRun());
		rows.deleteFrom(lastEnded + 1);
		FingerprintBuckets found = this.latest;
		rows.forEachSince(lastId, since, (id, endpoint, receivedAt, digest) -> {
			long fingerprint = fingerprintOf(endpoint, digest);
			if (found.find(fingerprint) == 0) {
				found.add(fingerprint, id, receivedAt);
			}
		});
	}

	/** Deletes, little by little, a run that is of no use any more. */
	private void forget(FingerprintRows rows, long since) throws SQLException {
		FingerprintRun oldest = this.runs.peekLast();
		if (oldest == null) {
			return;
		}
		boolean tooMany = this.runs.size() > this.mostRuns;
		if (tooMany && !this.crowded) {
			logger.warn("More deliveries were received within the dedupe-window than fit into memory: duplicates of "
					+ "those before the last " + (long) this.mostRuns * this.runSize + " are accepted again");
		}
		this.crowded = tooMany;
		if ((tooMany || oldest.newest() <= since) && rows.deleteSome(oldest.id(), BUCKETS_AT_ONCE)) {
			this.runs.removeLast();
		}
	}

	/** Finds a delivery of the same bytes to the same endpoint within the window. */
	@Nullable DeliveryId find(WriterConnection connection, PutWrite put) throws SQLException {
		Window window = put.window();
		if (window == null) {
			return null;
		}
		long fingerprint = fingerprintOf(put.delivery().endpoint().value(), put.digest());
		FingerprintRows rows = new FingerprintRows(connection);
		long found = this.latest.find(fingerprint);
		if (isSame(rows, found, put, window)) {
			return RowNumber.idOf(found);
		}
		found = (this.sealed != null) ? this.sealed.buckets().find(fingerprint) : 0;
		if (isSame(rows, found, put, window)) {
			return RowNumber.idOf(found);
		}
		for (FingerprintRun run : this.runs) {
			if (run.filter().mayContain(fingerprint)) {
				found = rows.find(run.id(), fingerprint);
				if (isSame(rows, found, put, window)) {
					return RowNumber.idOf(found);
				}
			}
		}
		return null;
	}

	private static boolean isSame(FingerprintRows rows, long id, PutWrite put, Window window) throws SQLException {
		return id != 0 && rows.isSame(id, put.delivery().endpoint(), put.digest(), window);
	}

	/** Notes a delivery that is being stored. */
	void add(PutWrite put) {
		if (put.window() != null) {
			this.latest.add(fingerprintOf(put.delivery().endpoint().value(), put.digest()),
					RowNumber.of(put.storedId()), put.delivery().receivedAt().toEpochMilli());
		}
	}

	/** The same on every start. */
	private static long fingerprintOf(String endpoint, byte[] digest) {
		return ByteBuffer.wrap(digest).getLong() ^ (endpoint.hashCode() * 0x9E3779B97F4A7C15L);
	}

	/** A run on its way to the database. */
	private static final class Sealed {

		private final long id;

		private final FingerprintBuckets buckets;

		private final long lastId;

		private final int filterSize;

		private FingerprintFilter filter;

		private int written;

		Sealed(long id, FingerprintBuckets buckets, long lastId, int filterSize) {
			this.id = id;
			this.buckets = buckets;
			this.lastId = lastId;
			this.filterSize = filterSize;
			this.filter = new FingerprintFilter(filterSize);
		}

		FingerprintBuckets buckets() {
			return this.buckets;
		}

		FingerprintRun run() {
			return new FingerprintRun(this.id, this.buckets.newest(), this.filter);
		}

		/**
		 * Writes a part, or finds that it was committed with an earlier group.
		 * @return whether it is in the database for good
		 */
		boolean write(FingerprintRows rows) throws SQLException {
			if (this.written == FingerprintBuckets.COUNT) {
				if (rows.isSaved(this.id)) {
					return true;
				}
				this.written = 0;
				this.filter = new FingerprintFilter(this.filterSize);
			}
			int end = Math.min(this.written + BUCKETS_AT_ONCE, FingerprintBuckets.COUNT);
			for (; this.written < end; this.written++) {
				byte[] entries = this.buckets.toBytes(this.written);
				this.filter.addAll(entries);
				rows.saveBucket(this.id, this.written, entries);
			}
			if (this.written == FingerprintBuckets.COUNT
					&& !rows.saveRun(this.id, this.buckets.newest(), this.lastId)) {
				this.written = 0;
				this.filter = new FingerprintFilter(this.filterSize);
			}
			return false;
		}

	}

}
