package io.github.socialhook.store;

import java.nio.file.Path;
import java.time.Duration;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.inbox.Inbox;
import io.github.socialhook.redaction.Redaction;
import io.github.socialhook.store.database.StoreInUseException;
import io.github.socialhook.store.spill.Spill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class StoreDatabaseTests {

	private static final String FILE = "data/socialhook.db. Its folder must survive a restart; to store them elsewhere, "
			+ "set socialhook.datasource.url";

	@Test
	void isEmbeddedInAnApplicationWithoutData() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(DataSourceAutoConfiguration.class, StoreDataSourceConfiguration.class))
			.run((context) -> {
				assertThat(context).hasSingleBean(DataSource.class);
				HikariDataSource pool = context.getBean("socialhookDataSource", HikariDataSource.class);
				assertThat(pool.getJdbcUrl()).isEqualTo("jdbc:sqlite:data/socialhook.db");
			});
	}

	@Test
	void isEmbeddedBesideADataSourceOfAnotherKind(CapturedOutput output) throws Exception {
		HikariDataSource other = new HikariDataSource();
		other.setJdbcUrl("jdbc:mysql://localhost/theirs?password=hidden");
		try (StoreDatabase database = choose(other)) {
			assertThat(database.url()).isEqualTo("jdbc:sqlite:data/socialhook.db");
			assertThat(database.dataSource()).isNotSameAs(other);
			assertThat(output)
				.contains("because the data source of the application is 'jdbc:mysql://localhost/theirs', "
						+ "and only PostgreSQL and SQLite are supported. Its folder must survive a restart");
		}
	}

	@Test
	void isEmbeddedBesideSeveralDataSources(CapturedOutput output) throws Exception {
		try (StoreDatabase database = choose(new HikariDataSource(), new HikariDataSource())) {
			assertThat(database.url()).isEqualTo("jdbc:sqlite:data/socialhook.db");
			assertThat(output).contains("marks none with @SocialhookDataSource");
		}
	}

	@Test
	void isThatOfTheApplicationWhereItIsSupported(CapturedOutput output) throws Exception {
		HikariDataSource theirs = new HikariDataSource();
		theirs.setJdbcUrl("jdbc:postgresql://localhost/theirs");
		try (StoreDatabase database = choose(theirs)) {
			assertThat(database.dataSource()).isSameAs(theirs);
			assertThat(output).doesNotContain(FILE);
		}
	}

	@Test
	void spillsNothingWithoutADriverForFiles(CapturedOutput output) {
		try (PostgresDatabase database = PostgresDatabase.create()) {
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, StoreConfiguration.class,
						StoreDataSourceConfiguration.class))
				.withClassLoader(new FilteredClassLoader("org.sqlite"))
				.withBean(DedupeWindows.class, () -> DedupeWindows.all(Duration.ZERO))
				.withBean(Redaction.class, () -> Redaction.NONE)
				.withPropertyValues("spring.datasource.url=" + database.url())
				.withInitializer((context) -> context.getBeanFactory()
					.setConversionService(ApplicationConversionService.getSharedInstance()))
				.run((context) -> {
					assertThat(context).hasNotFailed().hasSingleBean(Inbox.class);
					assertThat(context.getBeanProvider(Spill.class).getIfAvailable()).isNull();
					assertThat(output).contains("webhooks are refused with 503, because there is no SQLite driver");
				});
		}
	}

	@Test
	void namesTheDriverThatIsMissing() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, StoreConfiguration.class,
					StoreDataSourceConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.sqlite"))
			.run((context) -> {
				Throwable failure = context.getStartupFailure();
				assertThat(failure).rootCause().isInstanceOf(MissingDriverException.class);
				assertThat(new StoreFailureAnalyzer(new MockEnvironment()).analyze(failure).getAction())
					.contains("org.xerial:sqlite-jdbc");
			});
	}

	@Test
	void namesTheSettingsByWhichItWasChosen() {
		assertThat(actionFor("spring.datasource.url")).contains("set spring.datasource.url to another file");
		assertThat(actionFor("socialhook.datasource.url")).contains("set socialhook.datasource.url to another file");
		assertThat(actionFor("spring.application.name")).contains("set socialhook.datasource.url to another file");
	}

	private static String actionFor(String setting) {
		StoreInUseException failure = new StoreInUseException(Path.of("inbox.db"));
		return new StoreFailureAnalyzer(new MockEnvironment().withProperty(setting, "any")).analyze(failure)
			.getAction();
	}

	private static StoreDatabase choose(DataSource... dataSources) throws Exception {
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		for (int i = 0; i < dataSources.length; i++) {
			beans.addBean("dataSource" + i, dataSources[i]);
		}
		return StoreDatabase.choose(beans.getBeanProvider(DataSource.class), null);
	}

}
