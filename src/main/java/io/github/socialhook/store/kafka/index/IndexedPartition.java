package io.github.socialhook.store.kafka.index;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.github.socialhook.store.kafka.HandlerPositions;
import io.github.socialhook.store.kafka.LogPosition;
import io.github.socialhook.store.kafka.LogRecord;
import io.github.socialhook.store.kafka.dedupe.RecentDeliveries;
import org.jspecify.annotations.Nullable;

/**
 * What of one partition was read and is not indexed yet. Its deliveries are indexed in
 * the order of the log. Not thread-safe.
 */
final class IndexedPartition {

	private final int number;

	private final Duration patience;

	private final RecentDeliveries recent;

	private final Deque<Entry> entries = new ArrayDeque<>();

	/** The offset that is stored. */
	private long stored;

	/** The offset of the next record to read. */
	private long next;

	/**
	 * Creates it.
	 * @param number the number of the partition
	 * @param position the offset that is stored
	 * @param recent what was read before, to know what is there twice
	 * @param patience how long a delivery waits for its handlers
	 */
	IndexedPartition(int number, long position, RecentDeliveries recent, Duration patience) {
		this.number = number;
		this.patience = patience;
		this.stored = position;
		this.next = position;
		this.recent = recent;
	}

	int number() {
		return this.number;
	}

	/** Returns the position that the database has. */
	long stored() {
		return this.stored;
	}

	/** Returns how many entries wait. */
	int size() {
		return this.entries.size();
	}

	/** Nothing before an offset has been left out. */
	void reached(long offset) {
		this.next = Math.max(this.next, offset);
	}

	/**
	 * Finds the record that another repeats, and takes note of that.
	 * @return null if it repeats none
	 */
	RecentDeliveries.@Nullable Seen findRepeated(LogRecord record, long offset) {
		return this.recent.findRepeated(record, offset);
	}

	/** Whether a record is still to be indexed. */
	boolean isNew(long offset) {
		return offset >= this.next;
	}

	void add(IndexRow row) {
		this.entries.add(new Entry(row.position().offset(), row, null, System.nanoTime()));
		reached(row.position().offset() + 1);
	}

	/** A delivery came again, by a request of its own. */
	void addRepeat(long offset, LogPosition of, Instant at) {
		this.entries.add(new Entry(offset, null, new Repeat(of, at), System.nanoTime()));
		reached(offset + 1);
	}

	/**
	 * Returns what can be indexed now.
	 * @param positions how far the handlers have come
	 * @param most the most entries
	 * @param hurry how many of them do not wait for their handlers
	 */
	Part take(HandlerPositions.Positions positions, int most, int hurry) {
		List<IndexRow> rows = new ArrayList<>();
		List<Repeat> repeats = new ArrayList<>();
		long now = System.nanoTime();
		long end = this.stored;
		int number = 0;
		for (Entry entry : this.entries) {
			if (number == most
					|| !(number < hurry || now - entry.nanos() > this.patience.toNanos() || entry.isOver(positions))) {
				return part(rows, repeats, end, number);
			}
			if (entry.row() != null) {
				rows.add(entry.row());
			}
			if (entry.repeat() != null) {
				repeats.add(entry.repeat());
			}
			number++;
			end = entry.offset() + 1;
		}
		return part(rows, repeats, this.next, number);
	}

	private Part part(List<IndexRow> rows, List<Repeat> repeats, long end, int number) {
		return new Part(this.number, this.stored, end, this.recent.readAgainFrom(end), rows, repeats, number);
	}

	/** What was taken is stored. */
	void indexed(Part part) {
		for (int i = 0; i < part.number(); i++) {
			this.entries.remove();
		}
		this.stored = part.end();
	}

	/**
	 * What is to be written of a partition.
	 *
	 * @param partition its number
	 * @param from the position that the database has, if no other node has written
	 * @param end the position after it
	 * @param readFrom from which offset on to read after a restart
	 * @param rows the deliveries
	 * @param repeats what came again
	 * @param number how many entries these are
	 */
	record Part(int partition, long from, long end, long readFrom, List<IndexRow> rows, List<Repeat> repeats,
			int number) {

		boolean isEmpty() {
			return this.from == this.end;
		}

	}

	/**
	 * A repeat of a delivery.
	 *
	 * @param of where the delivery is
	 * @param at when it came again
	 */
	record Repeat(LogPosition of, Instant at) {

	}

	/** A record that was read, and when. */
	private record Entry(long offset, @Nullable IndexRow row, @Nullable Repeat repeat, long nanos) {

		private boolean isOver(HandlerPositions.Positions positions) {
			return this.row == null || positions.havePassed(this.row.takers(), this.row.position());
		}

	}

}
