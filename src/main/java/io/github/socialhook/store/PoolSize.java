package io.github.socialhook.store;

import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.store.database.DatabaseDialect;

import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.metadata.CompositeDataSourcePoolMetadataProvider;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;

/** How many connections a pool has at the most. */
final class PoolSize {

	private PoolSize() {
	}

	/**
	 * Sees to it that a pool has enough connections: some are held for good, and without
	 * one more nothing can be looked up, so that no pause takes effect and nothing is
	 * ever deleted.
	 * @throws PoolTooSmallException if it has too few
	 */
	static void require(DataSource dataSource, DatabaseDialect dialect, List<DataSourcePoolMetadataProvider> kinds) {
		DataSourcePoolMetadata pool = new CompositeDataSourcePoolMetadataProvider(kinds)
			.getDataSourcePoolMetadata(dataSource);
		Integer size = (pool != null) ? pool.getMax() : null;
		// Pools say a number below 1 for their default, or for no limit.
		if (size != null && size > 0 && size <= dialect.heldConnections()) {
			boolean hikari = DataSourceUnwrapper.unwrap(dataSource, HikariDataSource.class) != null;
			throw new PoolTooSmallException(size, dialect.heldConnections(), hikari);
		}
	}

}
