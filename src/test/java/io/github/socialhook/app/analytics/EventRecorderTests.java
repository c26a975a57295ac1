package io.github.socialhook.app.analytics;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import io.github.socialhook.PostgresDatabase;
import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Payload;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.handler.DeliveryContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventRecorderTests {

	private static final Path PAGE = Path.of("docs", "example-handlers.md");

	/** Beside the inbox, which writes to the same file. */
	@Test
	void countsDeliveriesOfTheServiceOnce(@TempDir Path folder) throws Exception {
		try (OperationsFixture service = OperationsFixture.open(folder, "--app.analytics.enabled=true")) {
			String first = service.putChannel("lobby");
			String second = service.putChannel("garden");
			service.awaitState(first, DeliveryState.HANDLED);
			service.awaitState(second, DeliveryState.HANDLED);
			JdbcClient database = service.bean(JdbcClient.class);
			assertThat(database.sql("SELECT sum(deliveries) FROM app_events_per_hour WHERE event = 'channel.didCreate'")
				.query(Long.class)
				.single()).isEqualTo(2);
			int handled = service.auditor().seen.size();
			HttpResponse<byte[]> replay = service.post("/api/v1/deliveries/" + first + "/replay?includeHandled=true",
					OperationsFixture.OPERATOR, null);
			assertThat(replay.statusCode()).as(new String(replay.body(), StandardCharsets.UTF_8)).isLessThan(300);
			Awaitility.await().until(() -> service.auditor().seen.size() > handled);
			service.awaitState(first, DeliveryState.HANDLED);
			assertThat(rows(database)).isEqualTo(2);
			assertThatThePageWorksOn(database);
		}
	}

	@Test
	void isOffByDefault(@TempDir Path folder) throws Exception {
		try (OperationsFixture service = OperationsFixture.open(folder)) {
			assertThat(service.read("/api/v1/handlers").toString()).doesNotContain("\"analytics\"", "\"moderation-",
					"\"search-");
		}
	}

	@Test
	void countsTheSameInPostgres() throws Exception {
		try (PostgresDatabase postgres = PostgresDatabase.create()) {
			recordsOnce(new DriverManagerDataSource(postgres.url()));
		}
	}

	@Test
	void countsByHourAndEvent(@TempDir Path folder) throws Exception {
		recordsOnce(new DriverManagerDataSource("jdbc:sqlite:" + folder.resolve("events.db")));
	}

	private static void recordsOnce(DataSource dataSource) throws Exception {
		EventRecorder recorder = new EventRecorder(dataSource);
		record(recorder, "1", "message.didCreate", "message:a", "2026-11-23T10:59:59.999Z");
		record(recorder, "1", "message.didCreate", "message:a", "2026-11-23T10:59:59.999Z");
		record(recorder, "2", "message.didCreate", "message:a", "2026-11-23T10:00:00Z");
		record(recorder, "3", "message.didCreate", "message:b", "2026-11-23T11:00:00Z");
		record(new EventRecorder(dataSource), "4", null, null, "2026-11-23T11:00:00Z");
		JdbcClient database = JdbcClient.create(dataSource);
		assertThat(database
			.sql("SELECT hour || ' ' || event || ' ' || deliveries || ' ' || subjects FROM app_events_per_hour "
					+ "ORDER BY hour, event")
			.query(String.class)
			.list()).containsExactly("2026-11-23T10:00:00Z message.didCreate 2 1",
					"2026-11-23T11:00:00Z message.didCreate 1 1", "2026-11-23T11:00:00Z unknown 1 0");
		assertThatThePageWorksOn(database);
	}

	private static void record(EventRecorder recorder, String id, String event, String subject, String time)
			throws Exception {
		Delivery delivery = new Delivery(EndpointName.DEFAULT, (event != null) ? new EventName(event) : null,
				(subject != null) ? Subject.parse(subject) : null, Payload.of(new byte[0]), Instant.parse(time));
		recorder.record(JsonNodeFactory.instance.objectNode(),
				new DeliveryContext(new DeliveryId(id), delivery, 1, JsonNodeFactory.instance::objectNode));
	}

	private static void assertThatThePageWorksOn(JdbcClient database) throws IOException {
		List<String> queries = Pattern.compile("(?m)^```sql\\n([\\s\\S]*?)^```$")
			.matcher(Files.readString(PAGE))
			.results()
			.flatMap((block) -> Pattern.compile(";").splitAsStream(block.group(1)))
			.filter((query) -> !query.isBlank())
			.toList();
		assertThat(queries).hasSize(3);
		queries.forEach((query) -> {
			if (query.contains("SELECT")) {
				assertThat(database.sql(query).query().listOfRows()).isNotEmpty();
			}
			else {
				assertThat(database.sql(query).update()).isNotNegative();
			}
		});
	}

	private static long rows(JdbcClient database) {
		return database.sql("SELECT count(*) FROM app_event").query(Long.class).single();
	}

}
