package io.github.socialhook.event.reader;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

import io.github.socialhook.event.Documentation;
import io.github.socialhook.event.Documentation.Entry;
import io.github.socialhook.event.MessageCreated;
import io.github.socialhook.event.MessageDeleted;
import io.github.socialhook.event.MessageUpdated;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.StreamRecorded;
import io.github.socialhook.event.StreamStarted;
import io.github.socialhook.event.StreamStopped;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.event.model.MessageSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** One type stands for an event in every shape in which it is sent. */
class CommonTypeTests {

	private final EventReader reader = new EventReader();

	/** An event that shares a name with another is another shape of that event. */
	@Test
	void existsForEveryEventThatComesInSeveralShapes() {
		for (EventType type : EventCatalogue.types()) {
			if (!type.sharedNames().isEmpty()) {
				assertThat(EventCatalogue.commonTypes()).filteredOn((common) -> common.isAssignableFrom(type.type()))
					.singleElement()
					.satisfies((common) -> assertThat(Arrays.asList(common.getPermittedSubclasses())).hasSize(2));
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "message.didCreate, mei.tanaka, Meet at the north trailhead at 7?",
			"v5.message.didCreate, omar.haddad, 'Bring a rain shell, forecast changed'" })
	void saysWhatPeopleAskFirst(String name, String author, String text) {
		JsonNode body = sample(name);
		MessageCreated created = (MessageCreated) read(body);
		MessageSummary message = created.message();
		JsonNode sent = body.path("data").path("messages").path(0);
		assertThat(created.summaries()).hasSize(1);
		assertThat(message.messageId()).isEqualTo(sent.path("messageId").asString());
		assertThat(message.channelId()).isEqualTo("trail-club-chat");
		assertThat(message.authorId()).isEqualTo(author);
		assertThat(message.text()).isEqualTo(text);
		assertThat(message.dataType()).isEqualTo("text");
		assertThat(message.createdAt()).isEqualTo(Instant.parse(sent.path("createdAt").asString()));
		assertThat(message.isDeleted()).isFalse();
		assertThat(created.users()).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "message.didUpdate", "v5.message.didUpdate" })
	void standsForUpdates(String name) {
		assertThat(((MessageUpdated) read(sample(name))).message().authorId()).isNotBlank();
	}

	@ParameterizedTest
	@ValueSource(strings = { "message.didDelete", "v5.message.didDelete" })
	void standsForDeletions(String name) {
		assertThat(((MessageDeleted) read(sample(name))).message().messageId()).isNotBlank();
	}

	@ParameterizedTest
	@ValueSource(strings = { "video-streaming.", "v3.video-streaming." })
	void standsForStreams(String prefix) {
		StreamStarted started = (StreamStarted) read(sample(prefix + "didStart"));
		assertThat(started.videoStreamings()).isNotEmpty();
		assertThat(started.videoStreamingChildren())
			.hasSize(sample(prefix + "didStart").path("data").path("videoStreamingChildren").size());
		assertThat(((StreamStopped) read(sample(prefix + "didStop"))).users()).isNotEmpty();
		assertThat(((StreamRecorded) read(sample(prefix + "didRecord"))).videoStreamings()).isNotEmpty();
	}

	@Test
	void saysWhatAnOlderMessageInTheNewerEventSays() {
		MessageCreated created = (MessageCreated) read(
				tree("{'event': 'message.didCreate', 'data': {'messages': [{'messageFeedId': 'f', 'name': 'General'}], "
						+ "'messageFeeds': [{'messageId': 'm', 'userId': 'u', 'data': {'text': 'Hi'}}]}}"));
		assertThat(created.message().authorId()).isEqualTo("u");
		assertThat(created.message().text()).isEqualTo("Hi");
	}

	@Test
	void saysNothingOfWhatWasNotSent() {
		MessageCreated created = (MessageCreated) read(tree("{'event': 'message.didCreate', 'data': {}}"));
		assertThat(created.message()).isNull();
		MessageCreated image = (MessageCreated) read(
				tree("{'event': 'message.didCreate', 'data': {'messages': [{'data': {'text': 7}}]}}"));
		assertThat(image.message().text()).isNull();
		assertThat(image.message().channelId()).isNull();
	}

	private JsonNode sample(String name) {
		Entry entry = Documentation.DOCUMENTED.stream()
			.filter((each) -> each.name().equals(name))
			.findFirst()
			.orElseThrow();
		return this.reader.tree(Documentation.sample(entry));
	}

	private SocialEvent read(JsonNode body) {
		return this.reader.read(body, this.reader.identify(body).orElseThrow());
	}

	private JsonNode tree(String json) {
		return this.reader.tree(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

}
