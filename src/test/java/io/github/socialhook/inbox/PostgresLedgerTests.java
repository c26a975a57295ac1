package io.github.socialhook.inbox;

import java.io.IOException;
import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What a real PostgreSQL shows of itself. */
class PostgresLedgerTests extends RetentionContract {

	private static EmbeddedPostgres server;

	private HikariDataSource dataSource;

	@BeforeAll
	static void startServer() throws IOException {
		server = EmbeddedPostgres.builder()
			.setServerConfig("TimeZone", "Pacific/Chatham")
			.setServerConfig("DateStyle", "German")
			.setPGStartupWait(Duration.ofMinutes(1))
			.start();
	}

	@AfterAll
	static void stopServer() throws IOException {
		server.close();
	}

	@Override
	InboxFixture open() {
		JdbcClient.create(server.getPostgresDatabase())
			.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
			.update();
		this.dataSource = new HikariDataSource();
		this.dataSource.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
		this.dataSource.setMaximumPoolSize(4);
		return InboxFixture.open(this.dataSource, this.dataSource.getJdbcUrl(), this.clock);
	}

	@AfterEach
	void closeDataSource() {
		this.dataSource.close();
	}

}
