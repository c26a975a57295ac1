package io.github.socialhook.store.sqlite;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * What a page of a file has of its {@link Holder}, read past SQLite, in the format that
 * is described at <a href="https://www.sqlite.org/fileformat2.html">sqlite.org</a>.
 *
 * @param mark the random text
 * @param beat goes up as long as the holder lives
 * @param seenAt when it is known to have lived, in milliseconds
 */
record HolderRow(String mark, long beat, long seenAt) {

	/** A page of a table that has rows. */
	private static final byte LEAF = 0x0d;

	private static final int FIRST_ROW = 8;

	private static final int LONGEST_VARINT = 9;

	/** From this number on, odd ones stand for texts. */
	private static final int TEXT = 13;

	/** How many bytes the numbers of each kind have. */
	private static final int[] SIZES = { 0, 1, 2, 3, 4, 6, 8 };

	private static final int ZERO = 8;

	private static final int ONE = 9;

	/** Returns the row of the only holder, or null if the page has none. */
	static @Nullable HolderRow find(ByteBuffer page) {
		try {
			return (page.hasRemaining() && page.get(0) == LEAF)
					? read(page.position(Short.toUnsignedInt(page.getShort(FIRST_ROW)))) : null;
		}
		catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException ex) {
			// It is the page of something else.
			return null;
		}
	}

	/** The columns are id, mark, process, host, started_at, beat and beaten_at. */
	private static HolderRow read(ByteBuffer row) {
		varint(row);
		varint(row);
		int start = row.position();
		ByteBuffer values = row.duplicate().position(start + (int) varint(row));
		skip(values, varint(row));
		long size = (varint(row) - TEXT) / 2;
		byte[] mark = new byte[Math.toIntExact(Math.min(size, row.limit()))];
		values.get(mark);
		skip(values, varint(row));
		skip(values, varint(row));
		long startedAt = number(values, varint(row));
		long beat = number(values, varint(row));
		long beatenAt = number(values, varint(row));
		return new HolderRow(new String(mark, StandardCharsets.UTF_8), beat, Math.max(startedAt, beatenAt));
	}

	private static void skip(ByteBuffer values, long kind) {
		long size = (kind >= TEXT) ? (kind - TEXT) / 2 : (kind < SIZES.length) ? SIZES[(int) kind] : 0;
		values.position(Math.toIntExact(values.position() + size));
	}

	private static long number(ByteBuffer values, long kind) {
		if (kind == ZERO || kind == ONE) {
			return kind - ZERO;
		}
		long number = 0;
		for (int i = 0; i < SIZES[(int) kind]; i++) {
			number = (number << Byte.SIZE) | Byte.toUnsignedLong(values.get());
		}
		return number;
	}

	/** Seven bits in each byte, the highest first, and eight in the ninth. */
	private static long varint(ByteBuffer bytes) {
		long number = 0;
		for (int i = 1; i < LONGEST_VARINT; i++) {
			byte next = bytes.get();
			number = (number << (Byte.SIZE - 1)) | (next & Byte.MAX_VALUE);
			if (next >= 0) {
				return number;
			}
		}
		return (number << Byte.SIZE) | Byte.toUnsignedLong(bytes.get());
	}

}
