package io.github.socialhook.store;

import java.nio.file.Path;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.RunsBesideOthers;
import org.junit.jupiter.api.io.TempDir;

/** What a SQLite file tells the next process of the one that has died. */
@RunsBesideOthers
class SqliteDeathsTests extends DeathsContract {

	@TempDir
	private Path folder;

	private HikariDataSource dataSource;

	@Override
	InboxFixture open() {
		if (this.dataSource == null) {
			this.dataSource = new HikariDataSource();
			this.dataSource.setJdbcUrl("jdbc:sqlite:" + this.folder.resolve("inbox.db"));
		}
		return InboxFixture.open(this.dataSource, this.dataSource.getJdbcUrl(), this.clock);
	}

	@Override
	void closeDataSources() {
		this.dataSource.close();
	}

}
