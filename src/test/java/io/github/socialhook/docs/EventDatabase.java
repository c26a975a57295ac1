package io.github.socialhook.docs;

import javax.sql.DataSource;

import io.github.socialhook.inbox.SocialhookDataSource;

import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EventDatabase {

	@Bean(defaultCandidate = false)
	@SocialhookDataSource
	DataSource events() {
		return DataSourceBuilder.create().url("jdbc:postgresql://events.internal/events").build();
	}

}
