package io.github.socialhook.store.database;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.github.socialhook.inbox.StoreUnavailableException;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;

/**
 * The connections of those who look into a store: none while it is not at its current
 * version, and each gives up a server that has gone silent.
 */
final class Readers extends DelegatingDataSource {

	private final Store store;

	private final DatabaseDialect dialect;

	private Readers(Store store, DataSource dataSource, DatabaseDialect dialect) {
		super(dataSource);
		this.store = store;
		this.dialect = dialect;
	}

	static JdbcClient of(Store store, DataSource dataSource, DatabaseDialect dialect) {
		JdbcTemplate template = new JdbcTemplate(new Readers(store, dataSource, dialect));
		SQLExceptionSubclassTranslator others = new SQLExceptionSubclassTranslator();
		template.setExceptionTranslator((task, sql, failure) -> {
			boolean unavailable = dialect.isDown(failure) || dialect.isTimeout(failure);
			return unavailable ? unavailable(failure) : others.translate(task, sql, failure);
		});
		return JdbcClient.create(template);
	}

	@Override
	public Connection getConnection() {
		if (!this.store.isCurrent()) {
			throw new StoreUnavailableException("The database is not open", null);
		}
		try {
			return ReaderConnection.open(super.getConnection(), this.dialect);
		}
		catch (SQLException ex) {
			throw unavailable(ex);
		}
	}

	private static StoreUnavailableException unavailable(SQLException failure) {
		return new StoreUnavailableException("The database cannot be used at the moment", failure);
	}

}
