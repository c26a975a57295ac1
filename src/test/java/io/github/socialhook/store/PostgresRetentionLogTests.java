package io.github.socialhook.store;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;

class PostgresRetentionLogTests extends RetentionLogContract {

	private final PostgresDatabase database = PostgresDatabase.create();

	private final HikariDataSource dataSource = new HikariDataSource();

	@Override
	InboxFixture open() {
		this.dataSource.setJdbcUrl(this.database.url());
		this.dataSource.setMaximumPoolSize(4);
		return InboxFixture.open(this.dataSource, this.database.url(), this.clock);
	}

	@Override
	void closeDataSources() {
		this.dataSource.close();
		this.database.close();
	}

}
