package io.github.socialhook.store;

import com.zaxxer.hikari.HikariDataSource;
import io.github.socialhook.inbox.SocialhookDataSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Configures the data source that {@code socialhook.datasource} describes, and one where
 * the application has none.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "socialhook.enabled", matchIfMissing = true)
@EnableConfigurationProperties(StoreDataSourceProperties.class)
class StoreDataSourceConfiguration {

	private static HikariDataSource pool(StoreDataSourceProperties properties, Environment environment) {
		HikariDataSource pool = StoreDatabase.pool(properties);
		Binder.get(environment).bind("socialhook.datasource.hikari", Bindable.ofInstance(pool));
		return pool;
	}

	/** Where the application has a data source, nothing of it finds this one. */
	@Configuration(proxyBeanMethods = false)
	@Conditional(HostDataSourceCondition.class)
	@ConditionalOnProperty("socialhook.datasource.url")
	@ConditionalOnMissingBean(name = "socialhookDataSource")
	static class Beside {

		@Bean(defaultCandidate = false)
		@SocialhookDataSource
		HikariDataSource socialhookDataSource(StoreDataSourceProperties properties, Environment environment) {
			return pool(properties, environment);
		}

	}

	/**
	 * Where the application has none, Spring Boot would demand one because JDBC is on the
	 * class path now. So this one can be found by everyone.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(NoHostDataSource.class)
	static class Alone {

		@Bean
		@SocialhookDataSource
		HikariDataSource socialhookDataSource(StoreDataSourceProperties properties, Environment environment) {
			return pool(properties, environment);
		}

	}

	/** Matches where the application has no data source. */
	static final class NoHostDataSource extends NoneNestedConditions {

		NoHostDataSource() {
			super(ConfigurationPhase.REGISTER_BEAN);
		}

		/** Is matched where the application has one. */
		@Conditional(HostDataSourceCondition.class)
		static final class HostDataSource {

		}

	}

}
