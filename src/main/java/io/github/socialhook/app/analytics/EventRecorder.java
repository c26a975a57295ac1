package io.github.socialhook.app.analytics;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;

import javax.sql.DataSource;

import io.github.socialhook.handler.DeliveryContext;
import io.github.socialhook.handler.WebhookHandler;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * An example: keeps a row of each delivery, for reports in SQL. It is off unless
 * {@code app.analytics.enabled} is true.
 * <p>
 * It is idempotent: the id of the delivery is the key, so the same delivery is counted
 * once, however often it comes. An event that Social+ sends twice with different bytes is
 * two deliveries, and counts twice.
 */
@Component
@ConditionalOnBooleanProperty("app.analytics.enabled")
class EventRecorder {

	private static final String TABLE = """
			CREATE TABLE IF NOT EXISTS app_event (
				delivery_id VARCHAR(200) PRIMARY KEY,
				hour VARCHAR(20) NOT NULL,
				event VARCHAR(200) NOT NULL,
				subject TEXT
			)""";

	private static final String VIEW = """
			app_events_per_hour AS
			SELECT hour, event, count(*) AS deliveries, count(DISTINCT subject) AS subjects
			FROM app_event
			GROUP BY hour, event""";

	private final DataSource dataSource;

	private final JdbcClient database;

	private volatile boolean prepared;

	EventRecorder(DataSource dataSource) {
		this.dataSource = dataSource;
		this.database = JdbcClient.create(dataSource);
	}

	@WebhookHandler(name = "analytics")
	void record(JsonNode body, DeliveryContext delivery) throws SQLException {
		prepare();
		this.database.sql("""
				INSERT INTO app_event (delivery_id, hour, event, subject) VALUES (?, ?, ?, ?)
				ON CONFLICT (delivery_id) DO NOTHING""")
			.params(delivery.id().value(), delivery.receivedAt().truncatedTo(ChronoUnit.HOURS).toString(),
					(delivery.event() != null) ? delivery.event().value() : "unknown",
					(delivery.subject() != null) ? delivery.subject().toString() : null)
			.update();
	}

	/** Not at the start, which must not need the database. */
	private synchronized void prepare() throws SQLException {
		if (!this.prepared) {
			this.database.sql(TABLE).update();
			this.database.sql(isPostgres() ? "CREATE OR REPLACE VIEW " + VIEW : "CREATE VIEW IF NOT EXISTS " + VIEW)
				.update();
			this.prepared = true;
		}
	}

	private boolean isPostgres() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
		}
	}

}
