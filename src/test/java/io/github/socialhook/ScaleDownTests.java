package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What the others know of deliveries on the disk of an instance that has gone away. */
@RunsBesideOthers
class ScaleDownTests {

	@TempDir
	private Path folder;

	private PostgresServer server;

	private ApplicationProcess staying;

	@BeforeEach
	void start() throws IOException {
		this.server = new PostgresServer(this.folder);
		this.server.start();
		this.staying = start("staying");
	}

	@AfterEach
	void stop() throws IOException {
		this.staying.close();
		this.server.close();
	}

	@Test
	void spillOfAnInstanceThatStoppedDuringAnOutageIsMissedUntilItsVolumeIsBack() throws Exception {
		try (ApplicationProcess going = start("going")) {
			awaitState("going", "IN_USE", 0);
			this.server.kill();
			for (int i = 0; i < 3; i++) {
				send(going);
			}
			going.stop();
			assertThat(going.text())
				.contains("3 deliveries stay in the local spill 'jdbc:sqlite:data/spill.db'. They are moved");
		}
		this.server.start();
		awaitState("staying", "IN_USE", 0);
		elapse("going");
		awaitState("going", "MISSING", 0);
		awaitUnaccounted(1, 0);
		assertThat(this.server.sql().sql("SELECT count(*) FROM socialhook_delivery").query(Integer.class).single())
			.isZero();
		try (ApplicationProcess back = start("going")) {
			awaitState("going", "IN_USE", 0);
			awaitUnaccounted(0, 0);
			Awaitility.await()
				.until(() -> this.server.sql()
					.sql("SELECT count(*) FROM socialhook_delivery")
					.query(Integer.class)
					.single() == 3);
			back.stop();
		}
		assertThat(spills()).extracting((spill) -> spill.path("file").asString()).containsExactly(file("staying"));
	}

	@Test
	void instanceThatStopsSaysHowManyTheDatabaseHasNotTaken() throws Exception {
		this.server.sql().sql("""
				CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
				CREATE TRIGGER refuse BEFORE INSERT ON socialhook_delivery FOR EACH ROW EXECUTE FUNCTION refuse()
				""").update();
		try (ApplicationProcess going = start("going")) {
			send(going);
			send(going);
			awaitState("going", "IN_USE", 2);
			awaitUnaccounted(0, 0);
			going.stop();
		}
		awaitState("going", "LEFT", 2);
		awaitUnaccounted(1, 2);
		assertThat(spill("going").path("since").isString()).isTrue();
		assertThat(spill("going").path("node").asString()).isEqualTo(spill("staying").path("node").asString());
	}

	private ApplicationProcess start(String name) throws IOException {
		List<String> arguments = new ArrayList<>(Operator.arguments());
		arguments.add("--spring.datasource.url=" + this.server.url());
		arguments.add("--spring.datasource.hikari.maximum-pool-size=4");
		ApplicationProcess process = ApplicationProcess.start(Files.createDirectories(this.folder.resolve(name)),
				Map.of("SOCIALHOOK_SECRET", Door.SECRET), arguments.toArray(String[]::new));
		process.await("(Started SocialhookApplication)");
		return process;
	}

	private static void send(ApplicationProcess process) {
		try (Wire wire = new Wire(process.port())) {
			assertThat(wire.send(WebhookRequest.signed().bytes()).answer()).isAcknowledged();
		}
	}

	private String file(String name) throws IOException {
		return this.folder.toRealPath().resolve(name).resolve("data/spill.db").toString();
	}

	/** As if nothing had been heard of it for more than a minute. */
	private void elapse(String name) throws IOException {
		this.server.sql()
			.sql("UPDATE socialhook_spill SET seen_at = seen_at - 61000 WHERE file = :file")
			.param("file", file(name))
			.update();
	}

	private JsonNode spills() {
		RawAnswer answer = Operator.get(this.staying.operationsPort(), "/api/v1/spills");
		return (answer.status() == 200) ? new JsonMapper().readTree(answer.body()).path("items")
				: new JsonMapper().createArrayNode();
	}

	private JsonNode spill(String name) throws IOException {
		String file = file(name);
		return spills().valueStream()
			.filter((spill) -> spill.path("file").asString().equals(file))
			.findFirst()
			.orElseGet(() -> new JsonMapper().createObjectNode());
	}

	/** Waits until the instance that stays says so of the spill of one. */
	private void awaitState(String name, String state, int deliveries) {
		Awaitility.await().untilAsserted(() -> {
			JsonNode spill = spill(name);
			assertThat(spill.path("state").asString("")).as(name).isEqualTo(state);
			assertThat(spill.path("deliveries").asInt()).as(name).isEqualTo(deliveries);
		});
	}

	private void awaitUnaccounted(int spills, int deliveries) {
		Awaitility.await()
			.untilAsserted(() -> assertThat(Operator.get(this.staying.operationsPort(), "/actuator/prometheus").body())
				.contains("\nsocialhook_spill_unaccounted " + spills + ".0",
						"\nsocialhook_spill_unaccounted_deliveries " + deliveries + ".0"));
	}

}
