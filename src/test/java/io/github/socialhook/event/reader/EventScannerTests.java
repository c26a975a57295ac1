package io.github.socialhook.event.reader;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.github.socialhook.RunsBesideOthers;
import io.github.socialhook.event.Documentation;
import io.github.socialhook.event.Documentation.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Name and subject are found in any order, and nothing breaks the scanner.
 */
@RunsBesideOthers
class EventScannerTests {

	static final List<Entry> DOCUMENTED = Documentation.DOCUMENTED;

	private final EventScanner scanner = new EventScanner();

	@ParameterizedTest
	@FieldSource("DOCUMENTED")
	void findsNameAndSubjectOfEverySample(Entry entry) {
		EventLabel label = this.scanner.scan(Documentation.sample(entry));
		assertThat(label.name()).isEqualTo(entry.name());
		assertThat(label.subjectKind()).isEqualTo(entry.type().subject().kind());
		assertThat(label.subjectId()).isNotBlank();
	}

	@ParameterizedTest
	@FieldSource("DOCUMENTED")
	void findsTheSameWhereEverythingIsTurnedAround(Entry entry) {
		byte[] sample = Documentation.sample(entry);
		ObjectNode body = (ObjectNode) Documentation.JSON.readTree(sample);
		ObjectNode turned = turn(body);
		turned.set("data", turn(body.path("data")));
		assertThat(this.scanner.scan(Documentation.JSON.writeValueAsBytes(turned)))
			.isEqualTo(this.scanner.scan(sample));
	}

	@Test
	void findsTheSubjectOfTheDeliveryOfTheDocumentation() {
		assertThat(this.scanner.scan(Documentation.exampleDelivery()))
			.isEqualTo(new EventLabel("channel.didCreate", "channel", "testWebhook"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", value = {
			"{'event': 'channel.didUpdate', 'data': {'channel': [{'channelId': 'c'}, {'channelId': 'd'}]}} | channel.didUpdate | channel | c",
			"{'event': 'channel.didUpdate', 'data': {'channel': {'channelId': 7}}} | channel.didUpdate | channel | 7",
			"{'event': 'channel.didUpdate', 'data': [{'channel': {'channelId': 'c'}}]} | channel.didUpdate | channel | c",
			"{'data': {'users': [{'userId': 'u'}], 'channel': [{'x': [[]], 'channelId': 'c'}]}, 'event': 'channel.didBan'} | channel.didBan | channel | c",
			"{'data': {'channels': {'channelId': 'c'}}, 'event': 'channel.created'} | channel.created | channel | c",
			"{'event': 'message.didCreate', 'data': {'messages': [{'channelId': 'c', 'messageId': 'm'}]}} | message.didCreate | message | m",
			"{'event': 'message.didCreate', 'data': {'messageFeeds': [{'messageId': 'm'}], 'messages': [{'messageFeedId': 'f'}]}} | message.didCreate | message | m",
			"{'event': 'follow.didCreate', 'data': {'to': 'v', 'from': 'u'}} | follow.didCreate | user | u",
			"{'event': 'user.didBlock', 'data': {'users': [{'userId': 'v'}], 'from': 'u'}} | user.didBlock | user | u",
			"{'event': 'user.didUpdate', 'data': {'from': 'v', 'users': [{'userId': 'u'}]}} | user.didUpdate | user | u",
			"{'event': 'moderation.didBan', 'data': {'users': [{'userId': 'v'}], 'userId': 'u'}} | moderation.didBan | user | u",
			"{'event': 'moderation.didBan', 'data': {'users': [{'userId': 'v'}]}} | moderation.didBan | user | v",
			"{'event': 'comment.didReply', 'data': {'comments': [{'commentId': 'c'}]}} | comment.didReply | comment | c",
			"{'data': {'posts': [{'postId': 'p'}], 'eventName': 'post.reacted'}, 'eventType': 'push-notification.created'} | push-notification/post.reacted | post | p",
			"{'eventType': 'push-notification.created', 'data': {'follows': [{'from': 'u'}], 'eventName': 'follow.created'}} | push-notification/follow.created | user | u",
			"{'data': {'eventName': 'post.created', 'posts': []}} | push-notification/post.created | - | -",
			"{'event': 'post.created', 'data': {'eventName': 'x', 'posts': [{'postId': 'p'}]}} | post.created | post | p",
			"{'joinRequests': [{'joinRequestId': 'j'}], 'users': [{'userId': 'u'}]} | - | joinRequest | j",
			"{'invitations': [{'invitationId': 'i'}]} | - | invitation | i",
			"{'tagId': 't', 'name': 'Guide'} | - | tag | t",
			"{'event': 'tag.updated', 'tagId': 't'} | tag.updated | tag | t",
			"{'event': 'v3.post.didPin', 'data': {'posts': [{'postId': 'p'}]}} | v3.post.didPin | post | p",
			"{'event': 'channel.didDelete', 'data': {'channel': {'channelId': 'c'}}} | channel.didDelete | channel | c",
			"{'event': 'story.didCreate', 'data': {'posts': [{'postId': 'p'}]}} | story.didCreate | - | -",
			"{'event': 'channel.didCreate', 'data': {'channel': {'channelId': null}}} | channel.didCreate | - | -",
			"{'event': 'channel.didCreate', 'data': {'channel': {'channelId': {'a': 1}}}} | channel.didCreate | - | -",
			"{'event': 'channel.didCreate', 'data': {'channel': 'c'}} | channel.didCreate | - | -",
			"{'event': 'channel.didCreate', 'data': {'channel': []}} | channel.didCreate | - | -",
			"{'event': 'channel.didCreate', 'data': {'channel': [[{'channelId': 'c'}]]}} | channel.didCreate | - | -",
			"{'event': 'channel.didCreate', 'data': null} | channel.didCreate | - | -",
			"{'event': 'channel.didCreate', 'data': []} | channel.didCreate | - | -",
			"{'event': 7, 'data': {'channel': {'channelId': 'c'}}} | - | - | -",
			"{'event': '', 'data': {}} | - | - | -", "{'event': 'channel.did\\u0000Create'} | - | - | -",
			"{'event': 'channel.did\\ud800Create'} | - | - | -", "{'event': 'channel.did\\nCreate'} | - | - | -",
			"{'event': {'event': 'x'}, 'eventType': []} | - | - | -", "{} | - | - | -", "[] | - | - | -",
			"3 | - | - | -", "null | - | - | -" })
	void findsNameAndSubjectInEveryShape(String body, String name, String kind, String id) {
		assertThat(this.scanner.scan(bytes(body))).isEqualTo(new EventLabel(name, kind, id));
	}

	@Test
	void refusesNamesAndIdsThatAreTooLong() {
		String longest = "x".repeat(200);
		assertThat(this.scanner.scan(bytes("{'event': '" + longest + "'}")).name()).isEqualTo(longest);
		assertThat(this.scanner.scan(bytes("{'event': '" + longest + "x'}")).name()).isNull();
		assertThat(this.scanner.scan(bytes("{'event': 'tag.created', 'data': {'tagId': '" + longest + "x'}}")))
			.isEqualTo(new EventLabel("tag.created", null, null));
		String pushed = "{'eventType': 'x', 'data': {'eventName': '" + longest + "'}}";
		assertThat(this.scanner.scan(bytes(pushed)).name()).isNull();
	}

	@Test
	void stopsAsSoonAsItKnows() {
		String start = "{'event': 'channel.didCreate', 'data': {'channel': {'channelId': 'c'";
		assertThat(this.scanner.scan(bytes(start + ", garbage")))
			.isEqualTo(new EventLabel("channel.didCreate", "channel", "c"));
		assertThat(this.scanner.scan(bytes("{'event': 'story.didCreate', garbage")))
			.isEqualTo(new EventLabel("story.didCreate", null, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "{'event'", "{'data': {'channel': {'channelId': 'c'}", "nonsense",
			"{'a': 01}", "\u0000", "{'event': 'channel.didCreate', 'data': {'channel': {]" })
	void isBlankWhereTheBodyIsNotJson(String body) {
		assertThat(this.scanner.scan(bytes(body))).isEqualTo(new EventLabel(null, null, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[", "{'a':", "{'data':", "{'data':{'channel':[", "{'event':" })
	void survivesAnyDepth(String opening) {
		assertThat(this.scanner.scan(bytes(opening.repeat(100_000)))).isEqualTo(new EventLabel(null, null, null));
	}

	@Test
	void survivesEveryTruncationOfEverySample() {
		for (Entry entry : DOCUMENTED) {
			byte[] sample = Documentation.sample(entry);
			for (int length = 0; length < sample.length; length += 7) {
				assertThat(this.scanner.scan(Arrays.copyOf(sample, length))).isNotNull();
			}
		}
	}

	private static ObjectNode turn(JsonNode object) {
		ObjectNode turned = Documentation.JSON.createObjectNode();
		object.properties()
			.stream()
			.toList()
			.reversed()
			.forEach((field) -> turned.set(field.getKey(), field.getValue()));
		return turned;
	}

	private static byte[] bytes(String json) {
		return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
	}

}
