package io.github.socialhook.store.postgresql;

import java.util.Properties;
import java.util.Set;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Warns of several hosts in a JDBC URL if a connection may lead to a standby. */
final class PostgresHosts {

	private static final Log logger = LogFactory.getLog(PostgresHosts.class);

	private static final Set<String> PRIMARY = Set.of("primary", "master");

	private PostgresHosts() {
	}

	static void check(String url, DataSource dataSource) {
		Properties more = (dataSource instanceof HikariDataSource pool) ? pool.getDataSourceProperties() : null;
		if (mayLeadToStandby(url, more)) {
			logger.warn("spring.datasource.url names several hosts without 'targetServerType=primary': connections "
					+ "may lead to a standby, which accepts no writes. Add it to the parameters of the URL");
		}
	}

	static boolean mayLeadToStandby(String url, @Nullable Properties more) {
		Properties properties = Driver.parseURL(url, more);
		if (properties == null) {
			return false;
		}
		String hosts = PGProperty.PG_HOST.getOrDefault(properties);
		String type = PGProperty.TARGET_SERVER_TYPE.getOrDefault(properties);
		return hosts != null && hosts.contains(",") && (type == null || !PRIMARY.contains(type));
	}

}
