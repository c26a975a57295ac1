package io.github.socialhook.store.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.jspecify.annotations.Nullable;

/** A pool whose connections are all closed for a moment. */
final class ClosingPool {

	private static final long PAUSE_MILLIS = 10;

	private final @Nullable HikariDataSource pool;

	private final int minimumIdle;

	ClosingPool(DataSource dataSource) throws SQLException {
		this.pool = dataSource.isWrapperFor(HikariDataSource.class) ? dataSource.unwrap(HikariDataSource.class) : null;
		this.minimumIdle = (this.pool != null) ? this.pool.getMinimumIdle() : 0;
	}

	/**
	 * Closes those that no one uses, and waits for the others.
	 * @param open whether any is open
	 * @return false if one still is after a time
	 */
	boolean closeAll(BooleanSupplier open, Duration timeout) {
		long start = System.nanoTime();
		do {
			if (this.pool != null) {
				evict(this.pool);
			}
			if (!open.getAsBoolean()) {
				return true;
			}
		}
		while (System.nanoTime() - start < timeout.toNanos() && pause());
		return false;
	}

	private static void evict(HikariDataSource pool) {
		// It must not open another for each that is closed.
		pool.setMinimumIdle(0);
		HikariPoolMXBean connections = pool.getHikariPoolMXBean();
		if (connections != null) {
			connections.softEvictConnections();
		}
	}

	private static boolean pause() {
		try {
			Thread.sleep(PAUSE_MILLIS);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** Connections may be opened again. */
	void reopen() {
		if (this.pool != null) {
			this.pool.setMinimumIdle(this.minimumIdle);
		}
	}

}
