package io.github.socialhook.store;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A data source for the inbox alone.
 *
 * @param url The JDBC URL of the PostgreSQL database or SQLite file for the inbox.
 * Without it, the data source of the application is used if it is one of these.
 * @param username The user of the database.
 * @param password The password of that user.
 * @param hikari Settings of HikariCP for the pool of connections to it.
 */
@ConfigurationProperties("socialhook.datasource")
record StoreDataSourceProperties(@Nullable String url, @Nullable String username, @Nullable String password,
		@DefaultValue Map<String, String> hikari) {

	@Override
	public String toString() {
		return "StoreDataSourceProperties";
	}

}
