package io.github.socialhook.store.salvage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The numbers of deliveries in a damaged file, without the gaps between them, which can
 * be far larger than the file.
 */
final class NumberRanges {

	static final int BATCH = 64;

	private static final String NEXT = """
			SELECT id FROM socialhook_delivery WHERE id >= ? ORDER BY id LIMIT 1
			""";

	private final Connection damaged;

	private final long end;

	/** More deliveries than the file has room for. */
	private final long most;

	/** How many were tried one after another in a part that cannot be read. */
	private long tried;

	/**
	 * Goes through a file.
	 * @param end the highest number that may be in it
	 * @param most how many deliveries may be in it at the most
	 */
	NumberRanges(Connection damaged, long end, long most) {
		this.damaged = damaged;
		this.end = end;
		this.most = most;
	}

	/** Returns the next number that is worth a try. Higher than the last if none is. */
	long next(long from) {
		try {
			long next = find(from);
			this.tried = 0;
			return next;
		}
		catch (SQLException ex) {
			// Some of what follows may be readable after all, by its number.
			this.tried += BATCH;
			return (this.tried <= this.most) ? from : findReadable(from);
		}
	}

	/** Finds where what can be read begins again after a gap. */
	private long findReadable(long from) {
		long low = from;
		long high = this.end + 1;
		while (low < high) {
			long middle = low + (high - low) / 2;
			try {
				find(middle);
				high = middle;
			}
			catch (SQLException ex) {
				low = middle + 1;
			}
		}
		this.tried = 0;
		return high;
	}

	private long find(long from) throws SQLException {
		try (PreparedStatement select = this.damaged.prepareStatement(NEXT)) {
			select.setLong(1, from);
			try (ResultSet row = select.executeQuery()) {
				return row.next() ? row.getLong(1) : this.end + 1;
			}
		}
	}

}
