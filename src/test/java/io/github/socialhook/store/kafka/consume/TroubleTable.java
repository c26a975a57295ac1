package io.github.socialhook.store.kafka.consume;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

import io.github.socialhook.store.kafka.LogPosition;
import org.sqlite.SQLiteDataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What a database has of the log, which is away at times. */
final class TroubleTable extends SQLiteDataSource {

	private final JdbcClient sql = JdbcClient.create(this);

	private volatile boolean away;

	TroubleTable(Path folder) {
		setUrl("jdbc:sqlite:" + folder.resolve("troubles.db"));
		this.sql
			.sql("CREATE TABLE socialhook_task (delivery_id INTEGER, handler TEXT, state TEXT, due_at INTEGER,"
					+ " attempts INTEGER, deaths INTEGER)")
			.update();
	}

	@Override
	public Connection getConnection() throws SQLException {
		if (this.away) {
			throw new SQLException("away");
		}
		return super.getConnection();
	}

	LoggedTroubles troubles() {
		return new LoggedTroubles(this.sql);
	}

	void goAway() {
		this.away = true;
	}

	void comeBack() {
		this.away = false;
	}

	/** A record is moved here, to be handled alone. */
	void move(String handler, LogPosition position) {
		this.sql.sql("INSERT INTO socialhook_task VALUES (?, ?, 'PENDING', 1, 0, 2)")
			.params(position.number(), handler)
			.update();
	}

	/** What was moved is handled. */
	void tryAll() {
		this.sql.sql("UPDATE socialhook_task SET state = 'HANDLED', due_at = NULL, attempts = 1").update();
	}

}
