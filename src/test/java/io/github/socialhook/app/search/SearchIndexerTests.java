package io.github.socialhook.app.search;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.socialhook.app.Stub;
import io.github.socialhook.event.PostEvent;
import io.github.socialhook.handler.RejectDeliveryException;
import io.github.socialhook.handler.RetryLaterException;
import io.github.socialhook.test.Events;
import io.github.socialhook.test.EverySample;
import io.github.socialhook.test.HandlerAssert;
import io.github.socialhook.test.Sample;
import io.github.socialhook.test.Social;
import io.github.socialhook.test.SocialhookTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.ResourceAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SocialhookTest(handlers = SearchIndexer.class, properties = { "app.search.enabled=true", "app.search.username=indexer",
		"app.search.password=pass", "app.search.timeout=1m" })
class SearchIndexerTests {

	private static final String DONE = "{\"errors\": false, \"items\": [{\"index\": {\"status\": 201}}]}";

	private static Stub openSearch;

	@DynamicPropertySource
	static void url(DynamicPropertyRegistry properties) throws IOException {
		if (openSearch == null) {
			openSearch = new Stub();
		}
		properties.add("app.search.url", openSearch::url);
	}

	@AfterAll
	static void stop() {
		openSearch.close();
	}

	@BeforeEach
	void answer() {
		openSearch.answers(200, DONE);
	}

	private static HandlerAssert says(Social social, String text) {
		return social.sends(Events.aMessage().with("data.messages.messageId", "m1").in("lobby").withText(text))
			.toHandler("search-messages");
	}

	/** The lines of the only request. */
	private static List<JsonNode> bulk() {
		assertThat(openSearch.requests()).hasSize(1);
		String[] parts = openSearch.requests().getFirst().split("\n", 2);
		assertThat(parts[0]).isEqualTo(
				"POST /_bulk Basic " + Base64.getEncoder().encodeToString(new byte[] { 'i', 'n', 'd', 'e', 'x', 'e', 'r',
						':', 'p', 'a', 's', 's' }));
		assertThat(parts[1]).endsWith("\n");
		return parts[1].lines().map((line) -> JsonMapper.shared().readTree(line)).toList();
	}

	@Test
	void indexesMessagesUnderTheirIds(Social social) {
		says(social, "Hello").isHandled();
		List<JsonNode> lines = bulk();
		assertThat(lines).hasSize(2);
		JsonNode action = lines.getFirst().path("index");
		assertThat(action.path("_index").asString()).isEqualTo("messages");
		assertThat(action.path("_id").asString()).isEqualTo("m1");
		assertThat(action.path("version").asLong()).isEqualTo(social.time().instant().toEpochMilli());
		assertThat(action.path("version_type").asString()).isEqualTo("external_gte");
		assertThat(lines.getLast().path("text").asString()).isEqualTo("Hello");
		assertThat(lines.getLast().path("channelId").asString()).isEqualTo("lobby");
	}

	@Test
	void takesOutWhatIsDeleted(Social social) {
		social.sends(Events.anEvent("message.didDelete").with("data.messages.messageId", "m1"))
			.toHandler("search-messages")
			.isHandled();
		assertThat(bulk()).hasSize(1)
			.allSatisfy((line) -> assertThat(line.path("delete").path("_id").asString()).isEqualTo("m1"));
	}

	@Test
	void indexesAndTakesOutPosts(Social social) {
		social.sends(Events.anEvent("v3.post.didCreate").with("data.posts.postId", "p1")
			.with("data.posts.data.text", "News"))
			.toHandler("search-posts")
			.isHandled();
		List<JsonNode> lines = bulk();
		assertThat(lines.getFirst().path("index").path("_index").asString()).isEqualTo("posts");
		assertThat(lines.getLast().path("text").asString()).isEqualTo("News");
		openSearch.answers(200, DONE);
		social.sends(Events.anEvent("v3.post.didDelete").with("data.posts.postId", "p1"))
			.toHandler("search-posts")
			.isHandled();
		assertThat(bulk().getFirst().path("delete").path("_id").asString()).isEqualTo("p1");
	}

	@ParameterizedTest
	@EverySample(PostEvent.class)
	void survivesEveryShapeOfAPost(Social social, Sample sample) {
		social.sends(sample).toHandler("search-posts").isHandled();
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"items\": [{\"index\": {\"status\": 409, \"error\": {\"type\": \"version_conflict_engine_exception\"}}}]}",
			"{\"items\": [{\"delete\": {\"status\": 404, \"result\": \"not_found\"}}]}" })
	void isContentIfANewerChangeIsThereOrNothingIsToBeDeleted(String answer, Social social) {
		openSearch.answers(200, answer);
		says(social, "Hello").isHandled();
	}

	@Test
	void sendsTheSameIfTheDeliveryIsRepeated(Social social) {
		HandlerAssert first = says(social, "Hello").isHandled();
		social.time().forward(Duration.ofHours(1));
		first.delivery().again().toHandler("search-messages").isHandled();
		assertThat(openSearch.requests()).hasSize(2);
		assertThat(openSearch.requests().getFirst()).isEqualTo(openSearch.requests().getLast());
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 503 })
	void waitsWhileItIsBusy(int status, Social social) {
		openSearch.answers(status, "{}");
		says(social, "Hello").failedWith(RetryLaterException.class).willBeRetriedAfter(Duration.ofSeconds(30));
		openSearch.answers(200, "{\"items\": [{\"index\": {\"status\": " + status + ", \"error\": {\"type\": \"x\"}}}]}");
		says(social, "Hello").failedWith(RetryLaterException.class).willBeRetriedAfter(Duration.ofSeconds(30));
	}

	@Test
	void givesUpADocumentThatDoesNotFit(Social social) {
		openSearch.answers(200,
				"{\"items\": [{\"index\": {\"status\": 400, \"error\": {\"type\": \"mapper_parsing_exception\"}}}]}");
		says(social, "Hello").failedWith(RejectDeliveryException.class).isDead();
	}

	@Test
	void triesAgainWhateverElseIsWrong(Social social) {
		openSearch.answers(500, "{}");
		says(social, "Hello").failedWith(IllegalStateException.class).willBeRetried();
		openSearch.answers(200,
				"{\"items\": [{\"index\": {\"status\": 404, \"error\": {\"type\": \"index_not_found_exception\"}}}]}");
		says(social, "Hello").failedWith(IllegalStateException.class).willBeRetried();
	}

	@Test
	void failsAfterATimeout() {
		CountDownLatch gate = new CountDownLatch(1);
		openSearch.waitsFor(gate);
		BulkClient client = new BulkClient(HttpClient.newHttpClient(), openSearch.url(), "", "", Duration.ofMillis(300));
		List<BulkAction> actions = List.of(BulkAction.delete("messages", "m1", Instant.EPOCH));
		assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> client.send(actions));
		gate.countDown();
	}

}
