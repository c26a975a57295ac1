package io.github.socialhook.store.kafka.dedupe;

import java.time.Instant;

import io.github.socialhook.store.kafka.dedupe.RecentDeliveries.Seen;
import org.jspecify.annotations.Nullable;

/**
 * A limited number of records in the order of the log, found by their content. They are
 * kept in arrays: a map would take three times the memory, and objects that live for
 * minutes keep the collector busy. Not thread-safe.
 */
final class RecentRecords {

	/** How many bytes a record takes. */
	static final int BYTES = 4 * Long.BYTES + 4 * Integer.BYTES;

	private final long[] high;

	private final long[] low;

	private final long[] offsets;

	private final long[] seconds;

	private final int[] nanos;

	/** The place of the latest record by the bits of its content, plus one. */
	private final int[] latest;

	/** The place of the record before with the same bits, plus one. */
	private final int[] earlier;

	private int first;

	private int size;

	/**
	 * Creates it, without any.
	 * @param capacity how many fit
	 */
	RecentRecords(int capacity) {
		this.high = new long[capacity];
		this.low = new long[capacity];
		this.offsets = new long[capacity];
		this.seconds = new long[capacity];
		this.nanos = new int[capacity];
		this.earlier = new int[capacity];
		this.latest = new int[Integer.highestOneBit(capacity)];
	}

	/** Returns the same with another capacity, into which they must fit. */
	RecentRecords resized(int capacity) {
		RecentRecords resized = new RecentRecords(capacity);
		for (int i = 0; i < this.size; i++) {
			int place = place(i);
			resized.add(this.high[place], this.low[place], seen(place));
		}
		return resized;
	}

	int capacity() {
		return this.offsets.length;
	}

	int size() {
		return this.size;
	}

	/** Adds the next, for which there must be room. */
	void add(long high, long low, Seen seen) {
		Instant receivedAt = seen.receivedAt();
		int place = place(this.size);
		this.high[place] = high;
		this.low[place] = low;
		this.offsets[place] = seen.offset();
		this.seconds[place] = receivedAt.getEpochSecond();
		this.nanos[place] = receivedAt.getNano();
		int bits = bits(low);
		this.earlier[place] = this.latest[bits];
		this.latest[bits] = place + 1;
		this.size++;
	}

	/** Returns the latest with some content; null if there is none. */
	@Nullable Seen find(long high, long low) {
		for (int next = this.latest[bits(low)]; next != 0; next = this.earlier[next - 1]) {
			if (this.high[next - 1] == high && this.low[next - 1] == low) {
				return seen(next - 1);
			}
		}
		return null;
	}

	/** Returns the first, if there is any. */
	Seen first() {
		return seen(this.first);
	}

	/** Removes the first, if there is any. */
	void removeFirst() {
		int bits = bits(this.low[this.first]);
		int place = this.latest[bits] - 1;
		if (place == this.first) {
			this.latest[bits] = 0;
		}
		else {
			// It is the last of those with the same bits.
			while (this.earlier[place] - 1 != this.first) {
				place = this.earlier[place] - 1;
			}
			this.earlier[place] = 0;
		}
		this.first = place(1);
		this.size--;
	}

	private Seen seen(int place) {
		return new Seen(this.offsets[place], Instant.ofEpochSecond(this.seconds[place], this.nanos[place]));
	}

	private int place(int number) {
		int place = this.first + number;
		return (place < capacity()) ? place : place - capacity();
	}

	/** The content is a digest: any bits are as good as others. */
	private int bits(long low) {
		return (int) low & (this.latest.length - 1);
	}

}
