package io.github.socialhook.console.api;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.socialhook.Timeouts;
import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.delivery.DeliveryState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the API answers from every store. */
abstract class StoreApiContract {

	abstract OperationsFixture service();

	@BeforeEach
	void forget() {
		service().greeter().failing = false;
		service().greeter().seen.clear();
		service().auditor().seen.clear();
	}

	/** One handler has it dead, the other has succeeded. */
	private String halfDead(String channel) throws Exception {
		service().greeter().failing = true;
		String id = service().putChannel(channel);
		service().awaitState(id, DeliveryState.DEAD);
		awaitSeen(service().auditor().seen, id);
		forget();
		return id;
	}

	/** What earlier tests have left is passed over. */
	private static void awaitSeen(BlockingQueue<String> seen, String id) throws InterruptedException {
		String next = seen.poll(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS);
		while (next != null && !next.equals(id)) {
			next = seen.poll(Timeouts.GENEROUS.toSeconds(), TimeUnit.SECONDS);
		}
		assertThat(next).isEqualTo(id);
	}

	private Set<String> takers(String id) throws Exception {
		return service().read("/api/v1/deliveries/" + id)
			.path("takers")
			.valueStream()
			.map(JsonNode::asString)
			.collect(Collectors.toSet());
	}

	JsonNode replay(String id, String query) throws Exception {
		HttpResponse<byte[]> answer = service().post("/api/v1/deliveries/" + id + "/replay" + query,
				OperationsFixture.OPERATOR, null);
		assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(202);
		return OperationsFixture.json(answer);
	}

	@Test
	void leavesOutHandlersThatSucceeded() throws Exception {
		String id = halfDead("left out");
		JsonNode answer = replay(id, "");
		assertThat(answer.path("replayed").asBoolean()).isTrue();
		assertThat(answer.path("due").asInt()).isEqualTo(1);
		Set<String> others = takers(id);
		others.remove("greeter");
		assertThat(answer.path("leftOut").valueStream().map(JsonNode::asString)).contains("auditor")
			.containsExactlyInAnyOrderElementsOf(others);
		service().awaitState(id, DeliveryState.HANDLED);
		awaitSeen(service().greeter().seen, id);
		assertThat(service().auditor().seen).doesNotContain(id);
	}

	@Test
	void runsHandlersThatSucceededAgainOnRequest() throws Exception {
		String id = halfDead("included");
		JsonNode answer = replay(id, "?includeHandled=true");
		assertThat(answer.path("due").asInt()).isEqualTo(takers(id).size()).isGreaterThan(1);
		assertThat(answer.path("leftOut")).isEmpty();
		service().awaitState(id, DeliveryState.HANDLED);
		awaitSeen(service().greeter().seen, id);
		awaitSeen(service().auditor().seen, id);
	}

	@Test
	void saysThatThereIsNothingToReplay() throws Exception {
		String id = service().putChannel("nothing to replay");
		service().awaitState(id, DeliveryState.HANDLED);
		JsonNode before = service().read("/api/v1/deliveries/" + id);
		JsonNode problem = OperationsFixture
			.problem(service().post("/api/v1/deliveries/" + id + "/replay", OperationsFixture.OPERATOR, null), 409);
		assertThat(problem.path("detail").asString()).contains("auditor", "greeter", "includeHandled=true");
		assertThat(service().read("/api/v1/deliveries/" + id)).isEqualTo(before);
		JsonNode alone = replay(id, "?handler=greeter");
		assertThat(alone.path("due").asInt()).isEqualTo(1);
		assertThat(alone.path("leftOut")).isEmpty();
	}

	private void put(String event, String user, String channel) {
		String id = service().put(event, "channel:" + channel, """
				{"event": "%s", "data": {"channel": {"channelId": "%s"}, "users": [{"userId": "%s"}]}}"""
			.formatted(event, channel, user));
		Awaitility.await()
			.atMost(Timeouts.GENEROUS)
			.until(() -> service().get("/api/v1/deliveries/" + id, OperationsFixture.VIEWER).statusCode() == 200);
	}

	private List<String> found(String query) throws Exception {
		JsonNode page = service().read("/api/v1/deliveries?" + query);
		assertThat(page.path("indexedUntil").isNull()).isTrue();
		return page.path("items").valueStream().map((item) -> item.path("subject").asString()).toList();
	}

	@Test
	void listsTheDeliveriesThatReferToAUser() throws Exception {
		put("channel.didCreate", "anna", "r1");
		put("channel.didJoin", "bob", "r2");
		put("channel.didJoin", "anna", "r3");
		Awaitility.await()
			.atMost(Timeouts.GENEROUS)
			.until(() -> service().read("/api/v1/deliveries?refersTo=user:anna").path("indexedUntil").isNull());
		assertThat(found("refersTo=user:anna")).containsExactly("channel:r3", "channel:r1");
		assertThat(found("refersTo=channel:r2")).containsExactly("channel:r2");
		assertThat(found("refersTo=user:anna&event=channel.didJoin")).containsExactly("channel:r3");
		assertThat(found("refersTo=user:carl")).isEmpty();
		HttpResponse<byte[]> answer = service().post("/api/v1/replays", OperationsFixture.OPERATOR,
				"{\"refersTo\": \"user:anna\", \"includeHandled\": false, \"dryRun\": true}");
		assertThat(OperationsFixture.json(answer).path("matched").asInt()).isEqualTo(2);
		assertThat(OperationsFixture.json(answer).path("indexedUntil").isNull()).isTrue();
		JsonNode problem = OperationsFixture
			.problem(service().get("/api/v1/deliveries?refersTo=anna", OperationsFixture.VIEWER), 400);
		assertThat(problem.path("parameter").asString()).isEqualTo("refersTo");
	}

	@Test
	void findsTheTextOfAnError() throws Exception {
		String id = halfDead("with an error");
		JsonNode delivery = service().read("/api/v1/deliveries/" + id);
		String message = delivery.path("lastError").path("message").asString();
		assertThat(message).isNotEmpty();
		String query = URLEncoder.encode(message.toUpperCase(Locale.ROOT), StandardCharsets.UTF_8);
		assertThat(service().read("/api/v1/deliveries?q=" + query).path("items").valueStream())
			.anyMatch((item) -> item.path("id").asString().equals(id));
	}

	@Test
	void replaysManyWithoutTheHandlersThatSucceeded() throws Exception {
		String id = halfDead("many");
		HttpResponse<byte[]> answer = service().post("/api/v1/replays", OperationsFixture.OPERATOR,
				"{\"subject\": \"channel:many\", \"includeHandled\": false}");
		assertThat(answer.statusCode()).isEqualTo(202);
		service().awaitState(id, DeliveryState.HANDLED);
		awaitSeen(service().greeter().seen, id);
		assertThat(service().auditor().seen).doesNotContain(id);
		assertThat(service().read("/api/v1/replays").path("items").get(0).path("includeHandled").asBoolean()).isFalse();
	}

	@Test
	void groupsFailuresByTheirError() throws Exception {
		service().greeter().failing = true;
		String id = service().putChannel("failure-group");
		service().awaitState(id, DeliveryState.DEAD);
		service().greeter().failing = false;
		JsonNode group = service().read("/api/v1/failures").path("items").get(0);
		assertThat(group.path("deliveries").asInt()).isPositive();
		assertThat(group.path("errorMessage").asString()).isEqualTo("not today");
		assertThat(group.path("handlers").get(0).asString()).isEqualTo("greeter");
		String signature = group.path("signature").asString();
		assertThat(found("error=" + signature)).contains("channel:failure-group");
		assertThat(found("error=" + signature + "&handler=auditor")).isEmpty();
		assertThat(OperationsFixture.problem(service().get("/api/v1/deliveries?error=x", OperationsFixture.VIEWER), 400)
			.path("parameter")
			.asString()).isEqualTo("error");
	}

	@Test
	void discardsADeadLetterThatCanStillBeReplayed() throws Exception {
		String id = halfDead("discarded");
		HttpResponse<byte[]> answer = service().post("/api/v1/deliveries/" + id + "/discard",
				OperationsFixture.OPERATOR, null);
		assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(200);
		assertThat(service().read("/api/v1/deliveries/" + id).path("state").asString()).isEqualTo("DISCARDED");
		assertThat(found("state=DISCARDED&subject=channel:discarded")).containsExactly("channel:discarded");
		assertThat(found("state=DEAD&subject=channel:discarded")).isEmpty();
		long dead = found("state=DEAD&limit=500").size();
		Awaitility.await()
			.atMost(Timeouts.GENEROUS)
			.until(() -> service().read("/api/v1/stats").path("states").path("DEAD").asLong() == dead);
		OperationsFixture
			.problem(service().post("/api/v1/deliveries/" + id + "/discard", OperationsFixture.OPERATOR, null), 409);
		OperationsFixture
			.problem(service().post("/api/v1/deliveries/" + id + "/discard", OperationsFixture.VIEWER, null), 403);
		assertThat(replay(id, "").path("due").asInt()).isEqualTo(1);
		service().awaitState(id, DeliveryState.HANDLED);
		awaitSeen(service().greeter().seen, id);
	}

	@Test
	void discardsTheDeadLettersOfAFilterAndNoOthers() throws Exception {
		String id = halfDead("discarded-many");
		String other = halfDead("kept");
		String handled = service().put("channel.didCreate", "channel:discarded-many", """
				{"event": "channel.didCreate", "data": {"channel": {"channelId": "discarded-many", "n": 2}}}""");
		service().awaitState(handled, DeliveryState.HANDLED);
		String filter = "{\"subject\": \"channel:discarded-many\"";
		JsonNode counted = OperationsFixture
			.json(service().post("/api/v1/discards", OperationsFixture.OPERATOR, filter + ", \"dryRun\": true}"));
		assertThat(counted.path("matched").asInt()).isEqualTo(1);
		OperationsFixture
			.problem(service().post("/api/v1/discards", OperationsFixture.OPERATOR, "{\"state\": \"HANDLED\"}"), 400);
		OperationsFixture.problem(service().post("/api/v1/discards", OperationsFixture.OPERATOR, "{}"), 400);
		HttpResponse<byte[]> answer = service().post("/api/v1/discards", OperationsFixture.OPERATOR, filter + "}");
		assertThat(answer.statusCode()).isEqualTo(202);
		service().awaitState(id, DeliveryState.DISCARDED);
		service().awaitState(other, DeliveryState.DEAD);
		service().awaitState(handled, DeliveryState.HANDLED);
		JsonNode job = service().read("/api/v1/replays").path("items").get(0);
		assertThat(job.path("action").asString()).isEqualTo("DISCARD");
		assertThat(job.path("filter").path("state").asString()).isEqualTo("DEAD");
		JsonNode entry = service().read("/api/v1/audit?limit=1").path("items").get(0);
		assertThat(entry.path("action").asString()).isEqualTo("DISCARD");
		assertThat(entry.path("deliveries").asInt()).isEqualTo(1);
	}

	@Test
	void recordsWhoDidWhat() throws Exception {
		String id = service().putChannel("audited");
		service().awaitState(id, DeliveryState.HANDLED);
		service().post("/api/v1/deliveries/" + id + "/replay?handler=auditor", OperationsFixture.OPERATOR, null);
		service().post("/api/v1/handlers/auditor/pause", OperationsFixture.OPERATOR, null);
		service().post("/api/v1/handlers/auditor/resume", OperationsFixture.OPERATOR, null);
		service().post("/api/v1/replays", OperationsFixture.OPERATOR, "{\"event\": \"never.seen\"}");
		service().post("/api/v1/handlers/auditor/pause", OperationsFixture.VIEWER, null);
		JsonNode entries = service().read("/api/v1/audit?limit=4").path("items");
		assertThat(entries).allSatisfy((entry) -> assertThat(entry.path("user").asString()).isEqualTo("otto"))
			.allSatisfy((entry) -> assertThat(entry.path("at").asString()).endsWith("Z"))
			.extracting((entry) -> entry.path("action").asString())
			.containsExactly("REPLAY", "RESUME_HANDLER", "PAUSE_HANDLER", "REPLAY_DELIVERY");
		assertThat(entries.get(0).path("deliveries").asInt(-1)).isZero();
		assertThat(entries.get(1).path("target").asString()).isEqualTo("auditor");
		assertThat(entries.get(3).path("target").asString()).isEqualTo(id);
	}

}
