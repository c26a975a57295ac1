package io.github.socialhook.inbox;

import java.sql.SQLException;
import java.time.InstantSource;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the inbox. */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(InboxProperties.class)
class InboxConfiguration {

	@Bean
	@ConditionalOnMissingBean
	InstantSource socialhookClock() {
		return InstantSource.system();
	}

	@Bean
	Store inboxStore(DataSource dataSource, ObjectProvider<JdbcConnectionDetails> details, InstantSource clock)
			throws SQLException {
		JdbcConnectionDetails known = details.getIfAvailable();
		String url = (known != null) ? known.getJdbcUrl() : Store.urlOf(dataSource);
		return Store.open(dataSource, url, clock);
	}

	@Bean(initMethod = "start")
	GroupWriter inboxWriter(Store store) {
		return new GroupWriter(store);
	}

	@Bean
	HandOver inboxHandOver() {
		return new HandOver();
	}

	/** Absent where no other process can have anything to say. */
	@Bean(initMethod = "start")
	@Nullable PostgresBell inboxBell(Store store, HandOver handOver) {
		return store.bell(handOver::storeHasDue);
	}

	@Bean
	Inbox inbox(GroupWriter writer, HandOver handOver, InboxProperties properties, InstantSource clock) {
		return new JdbcInbox(writer, handOver, properties, clock);
	}

	@Bean(destroyMethod = "")
	WorkQueue workQueue(GroupWriter writer, HandOver handOver, InstantSource clock) {
		return new JdbcWorkQueue(writer, handOver, clock);
	}

	@Bean
	Ledger ledger(Store store, InstantSource clock) {
		return new JdbcLedger(JdbcClient.create(store.dataSource()), clock);
	}

}
