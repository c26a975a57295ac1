package io.github.socialhook.store.spill;

import java.sql.PreparedStatement;
import java.sql.SQLException;

import io.github.socialhook.store.queue.PutWrite;
import io.github.socialhook.store.queue.RowNumber;
import io.github.socialhook.store.write.Write;
import io.github.socialhook.store.write.WriterConnection;
import org.jspecify.annotations.Nullable;

/**
 * Counts what arrives when it is written: it may be there although no one waited for it
 * so long.
 */
record SpillArrival(PutWrite put, @Nullable String key, SpillFile file) implements Write {

	private static final String INSERT_KEY = "INSERT OR REPLACE INTO spill_key (id, key) VALUES (?, ?)";

	@Override
	public boolean isAwaited() {
		return this.put.isAwaited();
	}

	@Override
	public void apply(WriterConnection connection) throws SQLException {
		this.put.apply(connection);
		if (this.key != null && this.put.isStored()) {
			PreparedStatement insert = connection.prepare(INSERT_KEY);
			insert.setLong(1, RowNumber.of(this.put.storedId()));
			insert.setString(2, this.key);
			insert.executeUpdate();
		}
	}

	@Override
	public void committed() {
		if (this.put.isStored()) {
			this.file.added(1);
		}
		this.put.committed();
	}

	@Override
	public void failed(Exception cause) {
		this.put.failed(cause);
	}

}
