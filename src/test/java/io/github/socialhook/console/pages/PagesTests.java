package io.github.socialhook.console.pages;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.socialhook.Timeouts;
import io.github.socialhook.console.OperationsFixture;
import io.github.socialhook.console.Visitor;
import io.github.socialhook.console.operation.TrafficRange;
import io.github.socialhook.console.view.Page;
import io.github.socialhook.delivery.DeliveryState;
import io.github.socialhook.traffic.TrafficFigures;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** What the pages show and do, over HTTP and without JavaScript. */
class PagesTests {

	private static final Pattern URL = Pattern.compile("(?:src|href|action|hx-get)=\"([^\"]*)\"");

	private static final AtomicInteger COUNT = new AtomicInteger();

	@TempDir
	static Path folder;

	static OperationsFixture service;

	static Visitor viewer;

	static Visitor operator;

	@BeforeAll
	static void start() throws Exception {
		service = OperationsFixture.open(folder);
		viewer = Visitor.of(service, OperationsFixture.VIEWER);
		operator = Visitor.of(service, OperationsFixture.OPERATOR);
	}

	@AfterAll
	static void stop() {
		viewer.close();
		operator.close();
		service.close();
	}

	/** The same bytes would be a duplicate. */
	private static String channel(String id) {
		return service.put("channel.didCreate", "channel:" + id, String.format(Locale.ROOT, """
				{"event": "channel.didCreate", "data": {"channel": {"channelId": "%s", "n": %d}}}""", id,
				COUNT.incrementAndGet()));
	}

	private static String dead(String channel) {
		service.greeter().failing = true;
		String id = channel(channel);
		service.awaitState(id, DeliveryState.DEAD);
		service.greeter().failing = false;
		return id;
	}

	@ParameterizedTest
	@CsvSource({ "/, Overview", "/deliveries, Deliveries", "/handlers, Handlers", "/failures, Failures",
			"/audit, Audit", "/rejections, Rejections", "/replays, Replays", "/setup, Setup",
			"/subjects?subject=channel:nobody, channel:nobody", "/deliveries?state=DEAD&q=nothing, Deliveries" })
	void showsEachPageAndLoadsNothingFromAnotherHost(String path, String title) throws Exception {
		String page = viewer.read(path);
		assertThat(page).contains("<title>" + title + " · Socialhook</title>")
			.doesNotContain("style=", "onclick", "<style");
		assertThat(URL.matcher(page).results().map((url) -> url.group(1))).isNotEmpty()
			.allSatisfy((url) -> assertThat(url).matches("/(?!/).*|#main"));
		assertThat(Pattern.compile("<script(?![^>]* src=)").matcher(page).find()).isFalse();
	}

	@Test
	void servesTheFilesOfThePagesForEver() throws Exception {
		String page = viewer.read("/");
		for (MatchResult file : Pattern.compile("\"(/assets/[^\"]+)\"").matcher(page).results().toList()) {
			HttpResponse<String> response = viewer.get(file.group(1));
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).isNotEmpty();
			assertThat(response.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
		}
		assertThat(page).contains("/console.css", "/htmx.js", "/live.js");
	}

	@Test
	void overviewSaysWhatIsStuckAndWhy() throws Exception {
		String id = dead("overview");
		Awaitility.await()
			.untilAsserted(() -> assertThat(viewer.read("/")).contains("needs attention")
				.contains("failed for good. Correct the handler")
				.contains("href=\"/deliveries/" + id + "\"")
				.contains("RejectDeliveryException: not today"));
	}

	@Test
	void answersWithThePartThatABrowserRefreshes() throws Exception {
		assertThat(viewer.get("/", "HX-Request", "true", "HX-Target", "live").body()).startsWith("<div id=\"live\"")
			.contains("<section id=\"dead\"", "Deliveries by state")
			.doesNotContain("<html", "<header", "<svg");
		assertThat(viewer.get("/?range=hour", "HX-Request", "true", "HX-Target", "traffic").body())
			.startsWith("<section id=\"traffic\"")
			.contains("<svg", "hx-get=\"/?range=hour\"")
			.doesNotContain("<html", "Deliveries by state");
		assertThat(viewer.get("/?range=never", "HX-Request", "true", "HX-Target", "traffic").statusCode())
			.isEqualTo(400);
	}

	@Test
	void refreshedPartShowsAChangeThatWasSeen() throws Exception {
		try (InputStream stream = viewer.open("/live", "text/event-stream");
				BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
			channel("refreshed");
			assertThat(lines.lines().anyMatch("event:changed"::equals)).isTrue();
			viewer.get("/", "HX-Request", "true", "HX-Target", "live");
			String id = channel("refreshed");
			Awaitility.await().until(() -> {
				assertThat(lines.lines().anyMatch("event:changed"::equals)).isTrue();
				return viewer.get("/", "HX-Request", "true", "HX-Target", "live")
					.body()
					.contains("href=\"/deliveries/" + id + "\"");
			});
		}
	}

	/** As happens soon after the start. */
	@Test
	void overviewIsRenderedForNobody() {
		Page page = service.operations().getBean(OverviewController.class).page(TrafficRange.HOUR);
		assertThatNoException().isThrownBy(page::rehearse);
	}

	@Test
	void overviewShowsTheTrafficOfBeforeARestart() throws Exception {
		long minute = Instant.now().getEpochSecond() / 60 - 100;
		String columns = TrafficFigures.ACK_MILLIS.stream()
			.map((bucket) -> ", ack_" + bucket)
			.collect(Collectors.joining());
		try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("inbox.db"));
				Statement statement = connection.createStatement()) {
			statement.executeUpdate("INSERT INTO socialhook_traffic (minute, node, received, duplicates, rejected, "
					+ "unavailable, handled, failed" + columns + ", ack_over) VALUES (" + minute
					+ ", 'earlier', 4321, 0, 17, 0, 4300, 21, 4000, 321" + ", 0".repeat(10) + ")");
		}
		JsonNode week = service.read("/api/v1/traffic?range=week");
		assertThat(week.path("total").path("received").asInt()).isBetween(4321, 4399);
		assertThat(week.path("items")).hasSize(84);
		assertThat(viewer.read("/?range=day")).contains("<td>4,321</td>")
			.containsPattern("aria-label=\"Requests: received 4,3[0-9]+, duplicates 0, rejected [0-9]+, not stored 0\"")
			.containsPattern("aria-label=\"Handling: handled 4,[0-9]+, failed attempts [0-9]+\"");
		assertThat(viewer.read("/")).containsPattern("Requests: received [0-9]+,").doesNotContain("4,321");
		assertThat(viewer.get("/?range=year").statusCode()).isEqualTo(400);
	}

	@Test
	void listShowsSubjectEventAndErrorInTheRow() throws Exception {
		String id = dead("listed");
		assertThat(viewer.read("/deliveries?subject=channel:listed")).contains("href=\"/deliveries/" + id + "\"")
			.contains(">channel.didCreate<", ">channel:listed<", "RejectDeliveryException: not today", ">DEAD<");
	}

	@ParameterizedTest
	@CsvSource({ "state=DEAD, true", "state=HANDLED, false", "event=channel.didCreate, true", "event=other, false",
			"handler=greeter&state=DEAD, true", "endpoint=default, true", "from=2020-01-01T00:00, true",
			"to=2020-01-01T00:00:00, false", "q=filtered, true", "q=elsewhere, false", "q=not%20today, true" })
	void filtersByTheUrl(String query, boolean found) throws Exception {
		String id = dead("filtered");
		String page = viewer.read("/deliveries?subject=channel:filtered&" + query);
		assertThat(page.contains("href=\"/deliveries/" + id + "\"")).isEqualTo(found);
	}

	@ParameterizedTest
	@ValueSource(strings = { "state=GONE", "subject=nocolon", "from=yesterday", "endpoint=UPPER", "handler=gretter",
			"q=%00", "cursor=x&state=DEAD", "error=xyz" })
	void saysWhichFieldOfTheFilterIsWrong(String query) throws Exception {
		HttpResponse<String> response = viewer.get("/deliveries?" + query);
		assertThat(response.statusCode()).isEqualTo(400);
		String name = query.substring(0, query.indexOf('='));
		assertThat(response.body()).contains("The value of &#39;" + name + "&#39; is not valid.")
			.contains("<form class=\"filter\"");
	}

	@Test
	void leadsToOlderDeliveries() throws Exception {
		for (int i = 0; i < 60; i++) {
			service.put("paged.event", null, "{\"event\": \"paged.event\", \"n\": " + i + "}");
		}
		String first = viewer.read("/deliveries?event=paged.event");
		String older = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"")
			.matcher(first)
			.results()
			.findFirst()
			.orElseThrow()
			.group(1)
			.replace("&amp;", "&");
		assertThat(rows(first)).isEqualTo(50);
		assertThat(rows(viewer.read(older))).isEqualTo(10);
	}

	private static long rows(String page) {
		return Pattern.compile("<a class=\"event\"").matcher(page).results().count();
	}

	@Test
	void showsOneDeliveryWithItsAttemptsAndBody() throws Exception {
		String id = dead("shown");
		String page = viewer.read("/deliveries/" + id);
		assertThat(page)
			.contains("RejectDeliveryException", "not today", "Attempt 1", "Stack trace", "greeter", "auditor")
			.contains("&quot;channelId&quot;: &quot;shown&quot;")
			.contains("$SOCIALHOOK_SECRET")
			.contains(">socialhook pull " + id + " --as-test --service http://localhost:" + service.operationsPort()
					+ " --user vera<")
			.doesNotContain("Replay to");
		assertThat(viewer.get("/deliveries/" + id, "X-Forwarded-Proto", "https").body())
			.contains("--service https://localhost:" + service.operationsPort() + " ");
		HttpResponse<String> body = viewer.get("/deliveries/" + id + "/body");
		assertThat(body.body()).startsWith("{\"event\"");
		assertThat(body.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment");
		assertThat(body.headers().firstValue("Content-Type")).contains("application/octet-stream");
	}

	@Test
	void offersNoReplayFromALogThatIsNotThere() throws Exception {
		assertThat(operator.read("/replays")).doesNotContain("/replays/log");
		HttpResponse<String> answer = operator.get("/replays/log?from=2026-11-23T10:00");
		assertThat(answer.statusCode()).isEqualTo(409);
		assertThat(answer.body()).contains("role=\"alert\"", "no log to replay from");
	}

	@Test
	void replaysOneDeliveryToOneHandler() throws Exception {
		String id = dead("again");
		assertThat(operator.read("/deliveries/" + id)).contains("Replay to handlers that have not succeeded",
				"Replay to all handlers", "Replay to greeter");
		HttpResponse<String> answer = operator.submit("/deliveries/" + id + "/replay", Map.of("handler", "greeter"));
		assertThat(answer.statusCode()).isEqualTo(303);
		assertThat(answer.headers().firstValue("Location")).contains("/deliveries/" + id + "?notice=replayed");
		service.awaitState(id, DeliveryState.HANDLED);
		assertThat(operator.read("/deliveries/" + id + "?notice=replayed")).contains("The delivery is due again.");
	}

	@Test
	void offersNoReplayOfWhatNoHandlerTakes() throws Exception {
		String id = service.put("nobody.wants", null, "{\"event\": \"nobody.wants\"}");
		service.awaitState(id, DeliveryState.UNHANDLED);
		assertThat(operator.read("/deliveries/" + id)).contains("none takes it").doesNotContain("Replay to");
	}

	@Test
	void replaysToHandlersThatHaveSucceededOnlyIfAsked() throws Exception {
		String id = channel("succeeded");
		service.awaitState(id, DeliveryState.HANDLED);
		assertThat(operator.read("/deliveries/" + id)).doesNotContain("--as-test");
		HttpResponse<String> refusal = operator.submit("/deliveries/" + id + "/replay", Map.of());
		assertThat(refusal.statusCode()).isEqualTo(409);
		assertThat(refusal.body()).contains("every handler of this delivery has succeeded");
		service.auditor().seen.clear();
		operator.submit("/deliveries/" + id + "/replay", Map.of("includeHandled", "true"));
		Awaitility.await().until(() -> service.auditor().seen.contains(id));
	}

	@Test
	void groupsFailuresAndReplaysAGroup() throws Exception {
		String one = dead("grouped");
		String other = dead("grouped");
		String page = operator.read("/failures");
		assertThat(page).contains("RejectDeliveryException: not today", "<bdi>greeter</bdi>", "Delivery " + other);
		String query = Pattern.compile("/replays/new\\?(error=[0-9a-f]{16})")
			.matcher(page)
			.results()
			.findFirst()
			.orElseThrow()
			.group(1);
		assertThat(operator.read("/deliveries?subject=channel:grouped&" + query)).contains("/deliveries/" + one + "\"",
				"/deliveries/" + other + "\"");
		assertThat(operator.read("/replays/new?subject=channel:grouped&" + query))
			.contains("Replay 2 deliveries</button>");
		operator.submit("/replays", Map.of("subject", "channel:grouped", "error", query.substring("error=".length())));
		service.awaitState(one, DeliveryState.HANDLED);
		service.awaitState(other, DeliveryState.HANDLED);
		assertThat(operator.read("/deliveries?subject=channel:grouped&" + query)).contains("No delivery matches.");
	}

	@Test
	void replaysAllThatMatchAndSaysHowManyFirst() throws Exception {
		String one = dead("bulk");
		String other = dead("bulk");
		assertThat(operator.read("/deliveries?subject=channel:bulk"))
			.contains("href=\"/replays/new?subject=channel%3Abulk\"");
		String question = operator.read("/replays/new?subject=channel%3Abulk&state=DEAD");
		assertThat(question).contains("Replay 2 deliveries</button>");
		HttpResponse<String> answer = operator.submit("/replays", Map.of("subject", "channel:bulk", "state", "DEAD"));
		assertThat(answer.headers().firstValue("Location")).contains("/replays?notice=begun");
		service.awaitState(one, DeliveryState.HANDLED);
		service.awaitState(other, DeliveryState.HANDLED);
		Awaitility.await()
			.untilAsserted(() -> assertThat(operator.read("/replays")).contains("state DEAD, subject channel:bulk")
				.containsPattern("otto</bdi> asked")
				.contains("It ended"));
	}

	@Test
	void saysWhatAPacedReplayDid() throws Exception {
		for (int i = 0; i < 8; i++) {
			dead("paced");
		}
		assertThat(operator.read("/replays/new?subject=channel:paced&state=DEAD")).contains("name=\"paced\"");
		service.greeter().failing = true;
		operator.submit("/replays", Map.of("subject", "channel:paced", "state", "DEAD", "paced", "true"));
		Awaitility.await()
			.atMost(Timeouts.GENEROUS)
			.untilAsserted(() -> assertThat(operator.read("/replays"))
				.contains("It stopped, because deliveries failed again,"));
		JsonNode stopped = service.read("/api/v1/replays").path("items").get(0);
		assertThat(stopped.path("replayed").asInt()).isEqualTo(1);
		assertThat(stopped.path("stopped").asBoolean()).isTrue();
		assertThat(stopped.path("outcomes").path("failed").asInt()).isEqualTo(1);
		service.greeter().failing = false;
		operator.submit("/replays", Map.of("subject", "channel:paced", "state", "DEAD", "paced", "true"));
		Awaitility.await()
			.atMost(Timeouts.GENEROUS)
			.until(() -> service.read("/api/v1/replays")
				.path("items")
				.get(0)
				.path("outcomes")
				.path("handled")
				.asInt() == 8);
		String id = service.read("/api/v1/replays").path("items").get(0).path("id").asString();
		assertThat(operator.read("/replays")).contains("<a href=\"/deliveries?replay=" + id + "\">Its deliveries</a>");
		assertThat(rows(operator.read("/deliveries?replay=" + id))).isEqualTo(8);
		assertThat(operator.read("/deliveries?state=DEAD&replay=" + id)).contains("No delivery matches.");
	}

	@Test
	void discardsAfterAQuestionThatSaysHowMany() throws Exception {
		String one = dead("discard");
		String other = dead("discard");
		assertThat(operator.read("/deliveries/" + one)).contains("href=\"/deliveries/" + one + "/discard\"");
		assertThat(viewer.read("/deliveries/" + one + "/discard"))
			.doesNotContain("<button type=\"submit\" class=\"danger");
		assertThat(operator.read("/deliveries/" + one + "/discard")).contains("Discard 1 delivery</button>");
		assertThat(operator.submit("/deliveries/" + one + "/discard", Map.of()).headers().firstValue("Location"))
			.contains("/deliveries/" + one + "?notice=discarded");
		assertThat(operator.read("/deliveries/" + one + "?notice=discarded")).contains(">DISCARDED<",
				"It can still be replayed.");
		assertThat(operator.read("/deliveries?state=DEAD&subject=channel:discard"))
			.contains("href=\"/discards/new?state=DEAD&amp;subject=channel%3Adiscard\"");
		String question = operator.read("/discards/new?subject=channel%3Adiscard&state=DEAD");
		assertThat(question).contains("Discard 1 delivery</button>");
		assertThat(operator.submit("/discards", Map.of("subject", "channel:discard")).headers().firstValue("Location"))
			.contains("/replays?notice=discarding");
		service.awaitState(other, DeliveryState.DISCARDED);
		assertThat(operator.read("/replays")).contains(">DISCARD<");
		assertThat(viewer.read("/audit")).contains("began to discard dead letters as", "discarded the delivery");
		assertThat(operator.get("/deliveries/999999/discard").statusCode()).isEqualTo(404);
		assertThat(operator.get("/discards/new").statusCode()).isEqualTo(400);
	}

	@Test
	void replaysNothingWithoutAFilter() throws Exception {
		assertThat(operator.get("/replays/new").statusCode()).isEqualTo(400);
		assertThat(operator.submit("/replays", Map.of()).statusCode()).isEqualTo(400);
	}

	@Test
	void cancelsAReplayThatWaitsForAPausedHandler() throws Exception {
		operator.read("/handlers");
		assertThat(operator.submit("/replays/unknown/cancel", Map.of()).statusCode()).isEqualTo(404);
		assertThat(operator.submit("/replays", Map.of("event", "never.seen")).statusCode()).isEqualTo(303);
		String page = operator.read("/replays");
		String id = Pattern.compile("id=\"replay-([^\"]+)\"")
			.matcher(page)
			.results()
			.findFirst()
			.orElseThrow()
			.group(1);
		assertThat(operator.submit("/replays/" + id + "/cancel", Map.of()).headers().firstValue("Location"))
			.contains("/replays?notice=cancelled");
	}

	@Test
	void pausesAndResumesAHandler() throws Exception {
		assertThat(operator.read("/handlers")).contains("Pause auditor");
		HttpResponse<String> answer = operator.submit("/handlers/auditor/pause", Map.of());
		assertThat(answer.headers().firstValue("Location")).contains("/handlers?notice=paused");
		assertThat(operator.read("/handlers?notice=paused")).contains("Resume auditor", "PAUSED", "nothing is lost")
			.contains("</time> by <bdi>otto</bdi>");
		assertThat(operator.read("/")).contains("The handler auditor has been paused since");
		operator.submit("/handlers/auditor/resume", Map.of());
		assertThat(viewer.read("/audit")).contains("<bdi>otto</bdi></strong> resumed the handler",
				"paused the handler");
		assertThat(operator.read("/handlers")).doesNotContain("Resume auditor");
		assertThat(operator.submit("/handlers/nobody/pause", Map.of()).statusCode()).isEqualTo(404);
	}

	@Test
	void saysWhatADeliveryWaitsFor() throws Exception {
		operator.read("/handlers");
		operator.submit("/handlers/auditor/pause", Map.of());
		CountDownLatch gate = new CountDownLatch(1);
		service.greeter().gate = gate;
		try {
			String first = channel("waiting");
			Awaitility.await().until(() -> service.greeter().seen.contains(first));
			String second = channel("waiting");
			// Until then the first is with all its handlers, so the auditor waits for it.
			Awaitility.await()
				.untilAsserted(() -> assertThat(operator.read("/deliveries/" + second)).contains("What it waits for")
					.contains("<bdi>auditor</bdi></strong>: User otto has paused the handler since ")
					.contains(
							"An earlier event of its subject is handled first: <a href=\"/deliveries/" + first + "\""));
			JsonNode waits = service.read("/api/v1/deliveries/" + second).path("waitsFor");
			assertThat(waits)
				.extracting((wait) -> wait.path("handler").asString() + " " + wait.path("cause").asString())
				.contains("auditor PAUSED", "greeter EARLIER_EVENT");
			gate.countDown();
			operator.submit("/handlers/auditor/resume", Map.of());
			service.awaitState(second, DeliveryState.HANDLED);
			assertThat(operator.read("/deliveries/" + second)).doesNotContain("What it waits for");
		}
		finally {
			gate.countDown();
			service.greeter().gate = new CountDownLatch(0);
			operator.submit("/handlers/auditor/resume", Map.of());
		}
	}

	@Test
	void saysWhatToDoAboutRejections() throws Exception {
		assertThat(service.webhook("{}", OperationsFixture.sign("{ }")).statusCode()).isEqualTo(401);
		assertThat(viewer.read("/rejections")).contains("wrong signature", "copy the secret of this URL");
	}

	@Test
	void setupSaysWhetherDeliveriesCome() throws Exception {
		service.awaitState(service.put("nobody.takes", null, "{\"event\": \"nobody.takes\"}"), DeliveryState.UNHANDLED);
		assertThat(viewer.read("/setup")).contains("https://YOUR-HOST/webhooks", "RECEIVING", "nobody.takes")
			.doesNotContain("7Hq2x9Vk");
	}

	@Test
	void sendsATestEventThroughThePublicPort() throws Exception {
		assertThat(viewer.read("/setup")).doesNotContain("Send a test event");
		assertThat(operator.read("/setup")).contains("Send a test event to default</button>");
		HttpResponse<String> answer = operator.submit("/setup/default/test", Map.of());
		String location = answer.headers().firstValue("Location").orElseThrow();
		assertThat(location).matches("/deliveries/\\d+\\?notice=tested");
		assertThat(operator.read(location)).contains("came through the public port", "socialhook.test");
		assertThat(viewer.read("/audit")).contains("sent a test event to the endpoint");
		assertThat(operator.submit("/setup/other/test", Map.of()).statusCode()).isEqualTo(404);
	}

	@Test
	void setupSaysWhatHandlersTakeThatDidNotCome() throws Exception {
		channel("came");
		String page = viewer.read("/setup");
		String missing = page.substring(page.indexOf("id=\"missing\""), page.indexOf("id=\"regions\""));
		assertThat(missing).contains("auditor", "channel.didBan").doesNotContain("greeter", "channel.didCreate");
		assertThat(page).contains("(<code>eu</code>)");
	}

	@Test
	void tellsListenersThatSomethingHasChanged() throws Exception {
		assertThat(viewer.read("/")).contains("data-messages=\"/live\"", "data-live=\"always\"");
		assertThat(viewer.read("/deliveries")).contains("data-live=\"calm\"");
		assertThat(viewer.read("/deliveries?state=DEAD&cursor=" + cursor())).doesNotContain("data-live");
		try (InputStream stream = viewer.open("/live", "text/event-stream");
				BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
			channel("live");
			assertThat(lines.lines().anyMatch("event:changed"::equals)).isTrue();
			channel("live");
			assertThat(lines.lines().anyMatch("event:changed"::equals)).isTrue();
		}
		try (Visitor stranger = new Visitor(service.operationsPort())) {
			HttpResponse<String> refusal = stranger.get("/live", "Accept", "text/event-stream");
			assertThat(refusal.statusCode()).isEqualTo(401);
			assertThat(stranger.cookie("REDIRECT_URI")).isEmpty();
		}
	}

	private static String cursor() {
		return Base64.getUrlEncoder().withoutPadding().encodeToString("before:999".getBytes(StandardCharsets.US_ASCII));
	}

	@Test
	void tellsTheStoryOfASubjectInOrder() throws Exception {
		String first = channel("told");
		String second = channel("told");
		String page = viewer.read("/subjects?subject=channel:told");
		assertThat(page.indexOf("/deliveries/" + first + "\"")).isPositive()
			.isLessThan(page.indexOf("/deliveries/" + second + "\""));
		assertThat(viewer.get("/subjects?subject=nocolon").statusCode()).isEqualTo(400);
		assertThat(viewer.get("/subjects").statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/deliveries/999999", "/deliveries/x/y", "/deliveries/999999/body", "/handlers/x",
			"/assets/0/x.css", "/setup/x", "/failures/x" })
	void saysWhatIsNotThere(String path) throws Exception {
		HttpResponse<String> response = viewer.get(path);
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).doesNotContain("Exception", "Tomcat");
	}

}
