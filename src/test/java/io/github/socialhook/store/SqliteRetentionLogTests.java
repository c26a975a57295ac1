package io.github.socialhook.store;

import java.nio.file.Path;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.io.TempDir;

class SqliteRetentionLogTests extends RetentionLogContract {

	@TempDir
	Path folder;

	private final HikariDataSource dataSource = new HikariDataSource();

	@Override
	InboxFixture open() {
		String url = "jdbc:sqlite:" + this.folder.resolve("inbox.db");
		this.dataSource.setJdbcUrl(url);
		return InboxFixture.open(this.dataSource, url, this.clock);
	}

	@Override
	void closeDataSources() {
		this.dataSource.close();
	}

}
