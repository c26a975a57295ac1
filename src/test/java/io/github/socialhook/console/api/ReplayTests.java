package io.github.socialhook.console.api;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.socialhook.Timeouts;
import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.delivery.DeliveryState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Sending deliveries through again, over the API and through the real handlers. */
class ReplayTests {

	@TempDir
	static Path folder;

	static OperationsFixture service;

	@BeforeAll
	static void start() {
		service = OperationsFixture.open(folder);
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@BeforeEach
	void forget() {
		service.greeter().failing = false;
		service.greeter().seen.clear();
		service.auditor().seen.clear();
	}

	private static String handled(String channel) throws Exception {
		String id = service.putChannel(channel);
		service.awaitState(id, DeliveryState.HANDLED);
		assertThat(service.greeter().seen.poll(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)).isEqualTo(id);
		assertThat(service.auditor().seen.poll(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)).isEqualTo(id);
		return id;
	}

	private static JsonNode replays(String filter, int status) throws Exception {
		HttpResponse<byte[]> response = service.post("/api/v1/replays", OperationsFixture.OPERATOR, filter);
		assertThat(response.statusCode()).as(new String(response.body())).isEqualTo(status);
		return OperationsFixture.json(response);
	}

	@Test
	void reachesEveryHandlerAgain() throws Exception {
		String id = handled("again");
		HttpResponse<byte[]> response = service.post("/api/v1/deliveries/" + id + "/replay?includeHandled=true",
				OperationsFixture.OPERATOR, null);
		assertThat(response.statusCode()).isEqualTo(202);
		assertThat(OperationsFixture.json(response).path("replayed").asBoolean()).isTrue();
		assertThat(service.greeter().seen.poll(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)).isEqualTo(id);
		assertThat(service.auditor().seen.poll(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)).isEqualTo(id);
		service.awaitState(id, DeliveryState.HANDLED);
	}

	@Test
	void reachesOneHandlerOnly() throws Exception {
		String id = handled("one handler");
		service.post("/api/v1/deliveries/" + id + "/replay?handler=greeter", OperationsFixture.OPERATOR, null);
		assertThat(service.greeter().seen.poll(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)).isEqualTo(id);
		service.awaitState(id, DeliveryState.HANDLED);
		assertThat(service.auditor().seen).isEmpty();
		assertThat(service.read("/api/v1/deliveries/" + id).path("history")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "?handler=nobody", "?handlers=greeter", "?includeHandled=yes" })
	void refusesAHandlerThatDoesNotTakeIt(String query) throws Exception {
		String id = handled("refused " + query);
		OperationsFixture.problem(
				service.post("/api/v1/deliveries/" + id + "/replay" + query, OperationsFixture.OPERATOR, null), 400);
	}

	@Test
	void refusesWhatIsNotThere() throws Exception {
		OperationsFixture.problem(service.post("/api/v1/deliveries/987654/replay", OperationsFixture.OPERATOR, null),
				404);
	}

	@Test
	void replaysAllDeadLettersOfAnOutage() throws Exception {
		service.greeter().failing = true;
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < 250; i++) {
			ids.add(service.putChannel("outage-" + i));
		}
		for (String id : ids) {
			service.awaitState(id, DeliveryState.DEAD);
		}
		String filter = "{\"state\": \"DEAD\", \"handler\": \"greeter\", \"q\": \"outage-\"";
		assertThat(replays(filter + ", \"dryRun\": true}", 200).path("matched").asInt()).isEqualTo(250);
		service.greeter().failing = false;
		service.greeter().seen.clear();
		service.auditor().seen.clear();
		assertThat(replays(filter + "}", 202).path("matched").asInt()).isEqualTo(250);
		List<String> seen = new ArrayList<>();
		while (seen.size() < 250) {
			String id = service.greeter().seen.poll(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS);
			assertThat(id).isNotNull();
			seen.add(id);
		}
		assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
		for (String id : ids) {
			service.awaitState(id, DeliveryState.HANDLED);
		}
		assertThat(service.auditor().seen).isEmpty();
		JsonNode job = service.read("/api/v1/replays").path("items").get(0);
		assertThat(job.path("filter").path("q").asString()).isEqualTo("outage-");
		assertThat(job.path("endedAt").isNull()).isFalse();
		assertThat(job.path("replayed").asInt()).isEqualTo(250);
		assertThat(job.path("user").asString()).isEqualTo("otto");
	}

	@Test
	void changesNothingInADryRun() throws Exception {
		String id = handled("dry");
		JsonNode before = service.read("/api/v1/deliveries/" + id);
		JsonNode answer = replays("{\"subject\": \"channel:dry\", \"dryRun\": true}", 200);
		assertThat(answer.path("matched").asInt()).isEqualTo(1);
		assertThat(answer.path("dryRun").asBoolean()).isTrue();
		assertThat(service.greeter().seen.poll(500, TimeUnit.MILLISECONDS)).isNull();
		assertThat(service.read("/api/v1/deliveries/" + id)).isEqualTo(before);
	}

	@Test
	void endsAReplayBeforeItsTime() throws Exception {
		handled("cancelled");
		String id = replays("{\"subject\": \"channel:cancelled\"}", 202).path("id").asString();
		String path = "/api/v1/replays/" + id + "/cancel";
		OperationsFixture.problem(service.post(path, OperationsFixture.VIEWER, null), 403);
		assertThat(service.post(path, OperationsFixture.OPERATOR, null).statusCode()).isEqualTo(204);
		assertThat(service.read("/api/v1/replays").path("items").get(0).path("endedAt").isNull()).isFalse();
		OperationsFixture.problem(service.post("/api/v1/replays/999/cancel", OperationsFixture.OPERATOR, null), 404);
		OperationsFixture.problem(
				service.post("/api/v1/replays/99999999999999999999/cancel", OperationsFixture.OPERATOR, null), 404);
		OperationsFixture.problem(service.post("/api/v1/replays/x/cancel", OperationsFixture.OPERATOR, null), 404);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "[]", "{", "{}", "{\"state\": \"DEAD\"} {}", "{\"state\": \"DEAD\"", "{\"dryRun\": true}",
					"{\"dryRun\": \"yes\", \"state\": \"DEAD\"}", "{\"stat\": \"DEAD\"}", "{\"handler\": \"gretter\"}",
					"{\"state\": \"GONE\"}", "{\"state\": 1}", "{\"limit\": \"5\", \"state\": \"DEAD\"}" })
	void refusesWhatDoesNotSayWhich(String filter) throws Exception {
		OperationsFixture.problem(service.post("/api/v1/replays", OperationsFixture.OPERATOR, filter), 400);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"dryRun": true, "dryRun": false, "state": "DEAD"}         | dryRun
			{"dryRun": true, "q": "a", "q": "b"}                       | q
			{"dryRun": true, "q": "", "q": "b"}                        | q
			{"dryRun": true, "subject": null, "subject": "channel:a"}  | subject
			{"dryRun": true, "state": "DEAD", "stat": "DEAD"}          | stat
			{"dryRun": true, "q": "\\u0000zzz"}                        | q
			{"dryRun": true, "q": "a\\ud83d"}                          | q
			{"dryRun": true, "subject": "channel:\\u0000"}             | subject
			{"dryRun": true, "handler": "\\udc00"}                     | handler
			{"dryRun": true, "event": "\\u0000"}                       | event
			{"dryRun": true, "from": "+999999999-12-31T23:59:59Z"}     | from
			""")
	void namesTheMemberThatIsWrong(String filter, String name) throws Exception {
		assertThat(OperationsFixture.problem(service.post("/api/v1/replays", OperationsFixture.OPERATOR, filter), 400)
			.path("parameter")
			.asString()).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"dryrun\": true}", "{\"dryRun\": true, \"limit\": 5}", "{\"stat\": [\"DEAD\"]}" })
	void namesTheMembersThatThereAreWhateverTheValueOfAnotherIs(String filter) throws Exception {
		assertThat(OperationsFixture.problem(service.post("/api/v1/replays", OperationsFixture.OPERATOR, filter), 400)
			.path("detail")
			.asString()).startsWith("Unknown parameter. Valid parameters are: dryRun, endpoint, error, event, ");
	}

	@Test
	void refusesAFilterThatIsNoJson() throws Exception {
		OperationsFixture.problem(service.send(service.request("/api/v1/replays", OperationsFixture.OPERATOR)
			.header("Content-Type", "text/plain")
			.POST(BodyPublishers.ofString("{\"state\": \"DEAD\"}"))), 415);
		OperationsFixture.problem(
				service.post("/api/v1/replays", OperationsFixture.OPERATOR, "{\"q\": \"" + "x".repeat(20_000) + "\"}"),
				413);
	}

	@Test
	void pausesAHandlerAndLetsItGoOn() throws Exception {
		assertThat(service.post("/api/v1/handlers/greeter/pause", OperationsFixture.OPERATOR, null).statusCode())
			.isEqualTo(204);
		assertThat(greeter().path("pausedSince").asString()).endsWith("Z");
		String id = service.putChannel("paused");
		assertThat(service.auditor().seen.poll(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)).isEqualTo(id);
		assertThat(service.greeter().seen.poll(500, TimeUnit.MILLISECONDS)).isNull();
		OperationsFixture.problem(service.post("/api/v1/handlers/greeter/resume", OperationsFixture.VIEWER, null), 403);
		assertThat(service.post("/api/v1/handlers/greeter/resume", OperationsFixture.OPERATOR, null).statusCode())
			.isEqualTo(204);
		assertThat(service.greeter().seen.poll(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS)).isEqualTo(id);
		assertThat(greeter().path("pausedSince").isNull()).isTrue();
	}

	@Test
	void pausesNobodyWhoIsNotThere() throws Exception {
		OperationsFixture.problem(service.post("/api/v1/handlers/nobody/pause", OperationsFixture.OPERATOR, null), 404);
	}

	private static JsonNode greeter() throws Exception {
		return service.read("/api/v1/handlers")
			.path("items")
			.valueStream()
			.filter((each) -> each.path("name").asString().equals("greeter"))
			.findFirst()
			.orElseThrow();
	}

}
