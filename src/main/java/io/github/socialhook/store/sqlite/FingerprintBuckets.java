package io.github.socialhook.store.sqlite;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Fingerprints with the numbers of their deliveries. As they are as good as random, their
 * first bits spread them evenly over buckets, so that nothing has to be sorted.
 */
final class FingerprintBuckets {

	static final int COUNT = 512;

	private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(COUNT);

	/** A fingerprint and a number. */
	static final int ENTRY_BYTES = 2 * Long.BYTES;

	/** Fingerprint, number, fingerprint, number, and so on. */
	private final long[][] buckets = new long[COUNT][];

	private final int[] lengths = new int[COUNT];

	private int size;

	private long newest = Long.MIN_VALUE;

	FingerprintBuckets() {
		Arrays.fill(this.buckets, new long[0]);
	}

	static int bucketOf(long fingerprint) {
		return (int) (fingerprint >>> SHIFT);
	}

	void add(long fingerprint, long id, long receivedAt) {
		int bucket = bucketOf(fingerprint);
		long[] entries = this.buckets[bucket];
		int length = this.lengths[bucket];
		if (length == entries.length) {
			entries = Arrays.copyOf(entries, Math.max(8, 2 * length));
			this.buckets[bucket] = entries;
		}
		entries[length] = fingerprint;
		entries[length + 1] = id;
		this.lengths[bucket] = length + 2;
		this.size++;
		this.newest = Math.max(this.newest, receivedAt);
	}

	/** Returns the number that came last with a fingerprint, or 0. */
	long find(long fingerprint) {
		int bucket = bucketOf(fingerprint);
		long[] entries = this.buckets[bucket];
		for (int i = this.lengths[bucket] - 2; i >= 0; i -= 2) {
			if (entries[i] == fingerprint) {
				return entries[i + 1];
			}
		}
		return 0;
	}

	int size() {
		return this.size;
	}

	/** When the latest of them was received, in milliseconds since 1970. */
	long newest() {
		return this.newest;
	}

	byte[] toBytes(int bucket) {
		ByteBuffer bytes = ByteBuffer.allocate(this.lengths[bucket] * Long.BYTES);
		bytes.asLongBuffer().put(this.buckets[bucket], 0, this.lengths[bucket]);
		return bytes.array();
	}

	/** What {@link #find} would return from the bytes of a bucket. */
	static long find(byte[] bytes, long fingerprint) {
		ByteBuffer entries = ByteBuffer.wrap(bytes);
		for (int at = bytes.length - ENTRY_BYTES; at >= 0; at -= ENTRY_BYTES) {
			if (entries.getLong(at) == fingerprint) {
				return entries.getLong(at + Long.BYTES);
			}
		}
		return 0;
	}

}
