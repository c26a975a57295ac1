package io.github.socialhook.store.queue;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

import io.github.socialhook.store.write.Write;
import io.github.socialhook.store.write.WriteKind;
import io.github.socialhook.store.write.WriterConnection;

/**
 * The two kinds of settlements.
 *
 * @param dialect the kind of database that they are written to
 * @param successes what ended well at the first attempt
 * @param others what ended otherwise
 */
record SettleKinds(QueueDialect dialect, WriteKind successes, WriteKind others) {

	SettleKinds(QueueDialect dialect) {
		this(dialect, new Successes(dialect), new Others(dialect));
	}

	/** In one order everywhere, so that two writers never wait for each other. */
	private static List<SettleWrite> inOrder(List<Write> writes) {
		return writes.stream()
			.map(SettleWrite.class::cast)
			.sorted(Comparator.comparingLong((settle) -> RowNumber.of(settle.id())))
			.toList();
	}

	/**
	 * What ended well at the first attempt.
	 *
	 * @param dialect the kind of database that it is written to
	 */
	private record Successes(QueueDialect dialect) implements WriteKind {

		@Override
		public int order() {
			return 1;
		}

		@Override
		public void apply(List<Write> writes, WriterConnection connection) throws SQLException {
			SettleWrite.applyAll(inOrder(writes), this.dialect, connection);
		}

	}

	/**
	 * What ended otherwise.
	 *
	 * @param dialect the kind of database that it is written to
	 */
	private record Others(QueueDialect dialect) implements WriteKind {

		@Override
		public int order() {
			return 2;
		}

		@Override
		public void apply(List<Write> writes, WriterConnection connection) throws SQLException {
			for (SettleWrite write : inOrder(writes)) {
				write.apply(connection);
			}
		}

	}

}
