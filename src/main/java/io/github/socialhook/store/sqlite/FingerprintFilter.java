package io.github.socialhook.store.sqlite;

import java.nio.ByteBuffer;

/**
 * A blocked Bloom filter: says of nearly every fingerprint that was never added that it
 * was not, at the price of one look into memory.
 */
final class FingerprintFilter {

	/** 512 bits, what a processor fetches at once. */
	private static final int BLOCK_LONGS = 8;

	private static final int BIT_MASK = BLOCK_LONGS * Long.SIZE - 1;

	private static final int BITS_OF_AN_INDEX = 9;

	private static final int PROBES = 6;

	private static final int BITS_FOR_EACH = 16;

	private final long[] blocks;

	private final int blockMask;

	/**
	 * Makes an empty one.
	 * @param expected how many fingerprints are to be added
	 */
	FingerprintFilter(int expected) {
		int longs = Integer.highestOneBit(Math.max(1, expected * BITS_FOR_EACH / Long.SIZE - 1)) * 2;
		this.blocks = new long[Math.max(BLOCK_LONGS, longs)];
		this.blockMask = this.blocks.length / BLOCK_LONGS - 1;
	}

	void addAll(byte[] bucket) {
		ByteBuffer entries = ByteBuffer.wrap(bucket);
		for (int at = 0; at < bucket.length; at += FingerprintBuckets.ENTRY_BYTES) {
			add(entries.getLong(at));
		}
	}

	private void add(long fingerprint) {
		int block = blockOf(fingerprint);
		long hash = mixed(fingerprint);
		for (int i = 0; i < PROBES; i++) {
			int bit = (int) hash & BIT_MASK;
			this.blocks[block + bit / Long.SIZE] |= 1L << bit;
			hash >>>= BITS_OF_AN_INDEX;
		}
	}

	boolean mayContain(long fingerprint) {
		int block = blockOf(fingerprint);
		long hash = mixed(fingerprint);
		for (int i = 0; i < PROBES; i++) {
			int bit = (int) hash & BIT_MASK;
			if ((this.blocks[block + bit / Long.SIZE] & (1L << bit)) == 0) {
				return false;
			}
			hash >>>= BITS_OF_AN_INDEX;
		}
		return true;
	}

	private int blockOf(long fingerprint) {
		return ((int) fingerprint & this.blockMask) * BLOCK_LONGS;
	}

	/** Other bits than those that choose the block. */
	private static long mixed(long fingerprint) {
		return (fingerprint * 0x9E3779B97F4A7C15L) >>> 8;
	}

}
