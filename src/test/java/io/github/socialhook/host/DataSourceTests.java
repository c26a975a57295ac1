package io.github.socialhook.host;

import java.nio.file.Path;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.inbox.DeliveryFilter;
import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.inbox.SocialhookDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the inbox lies in an application that has data of its own. */
@ExtendWith(OutputCaptureExtension.class)
class DataSourceTests {

	private static final String EVENT = "{\"event\":\"channel.didCreate\"}";

	@TempDir
	Path folder;

	@Test
	void storesBesideTheDataOfTheApplicationWhereThatIsConfigured() throws Exception {
		try (PostgresDatabase database = PostgresDatabase.create();
				RunningHost host = RunningHost.start(Plain.class, "--spring.datasource.url=" + database.url(),
						"--socialhook.datasource.url=" + url(), "--socialhook.datasource.hikari.maximum-pool-size=3")) {
			assertThat(host.webhook("/webhooks", EVENT).statusCode()).isEqualTo(200);
			assertThat(host.context().getBean(Ledger.class).count(DeliveryFilter.ALL)).isEqualTo(1);
			JdbcClient client = host.context().getBean(JdbcClient.class);
			assertThat(client.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").query().listOfRows())
				.isEmpty();
			assertThat(host.context().getBean(DataSource.class)).isNotSameAs(socialhookPool(host));
			assertThat(socialhookPool(host).getMaximumPoolSize()).isEqualTo(3);
			assertThat(this.folder.resolve("inbox.db")).isNotEmptyFile();
		}
	}

	@Test
	void storesInTheDatabaseOfTheApplicationBesideTablesOfTheSameNames() throws Exception {
		try (PostgresDatabase database = PostgresDatabase.create()) {
			JdbcClient client = JdbcClient.create(database.dataSource());
			List<String> names = List.of("delivery", "task", "attempt", "replay", "probe", "flyway_schema_history");
			names.forEach((name) -> client.sql("CREATE TABLE " + name + " (theirs TEXT)").update());
			try (RunningHost host = RunningHost.start(Plain.class, "--spring.datasource.url=" + database.url(),
					"--socialhook.spill-file=" + this.folder.resolve("spill.db"))) {
				assertThat(host.webhook("/webhooks", EVENT).statusCode()).isEqualTo(200);
				assertThat(host.context().getBean(Ledger.class).count(DeliveryFilter.ALL)).isEqualTo(1);
			}
			names
				.forEach((name) -> assertThat(client.sql("SELECT theirs FROM " + name).query().listOfRows()).isEmpty());
			assertThat(client.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
				.query(String.class)
				.list()).allMatch((name) -> names.contains(name) || name.startsWith("socialhook_"));
		}
	}

	@Test
	void storesWhereTheApplicationMarksOneOfItsDataSources() throws Exception {
		try (RunningHost host = RunningHost.start(Marking.class, "--test.url=" + url())) {
			assertThat(host.webhook("/webhooks", EVENT).statusCode()).isEqualTo(200);
			assertThat(this.folder.resolve("inbox.db")).isNotEmptyFile();
		}
	}

	@Test
	void storesWhereItIsToldInAnApplicationWithoutData(CapturedOutput output) throws Exception {
		try (RunningHost host = RunningHost.start(Plain.class, "--socialhook.datasource.url=" + url())) {
			assertThat(host.webhook("/webhooks", EVENT).statusCode()).isEqualTo(200);
			assertThat(host.context().getBean(DataSource.class)).isSameAs(socialhookPool(host));
			assertThat(output).doesNotContain("Deliveries are stored in the SQLite file");
		}
	}

	private static HikariDataSource socialhookPool(RunningHost host) {
		return host.context().getBean("socialhookDataSource", HikariDataSource.class);
	}

	private String url() {
		return "jdbc:sqlite:" + this.folder.resolve("inbox.db");
	}

	/** An application with nothing of its own. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Plain {

	}

	/** An application with several data sources. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Marking {

		@Bean
		@Primary
		DataSource theirs() {
			HikariDataSource other = new HikariDataSource();
			other.setJdbcUrl("jdbc:mysql://localhost/theirs");
			return other;
		}

		@Bean
		@SocialhookDataSource
		DataSource events(@Value("${test.url}") String url) {
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl(url);
			return pool;
		}

	}

}
