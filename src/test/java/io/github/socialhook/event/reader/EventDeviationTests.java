package io.github.socialhook.event.reader;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.Documentation;
import io.github.socialhook.event.MessageEvent;
import io.github.socialhook.event.ModerationEvent;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.UserEvent;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.event.model.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Values in another spelling, fields in another place and documents of unusual size are
 * read.
 */
class EventDeviationTests {

	private final EventReader reader = new EventReader();

	private final EventScanner scanner = new EventScanner();

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			value = { "12.0, 12", "'12.0', 12", "' 12 ', 12", "1.2e1, 12", "'-3.00', -3", "1e2, 100",
					"9007199254740992.0, 9007199254740992", "'9223372036854775807.0', 9223372036854775807",
					"[12.0], 12" })
	void readsWholeNumbersInEverySpelling(String sent, long expected) {
		assertThat(channel("{'memberCount': " + sent + "}").memberCount()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "12.5", "'12.5'", "'9223372036854775808'", "1e19", "1e400", "'1e400'", "'1e999999999'",
			"'1e-999999999'", "'NaN'", "'0x10'", "'twelve'", "'.'", "true" })
	void readsNoNumberThatIsNotWhole(String sent) {
		assertThatExceptionOfType(EventShapeException.class).isThrownBy(() -> channel("{'memberCount': " + sent + "}"))
			.withMessageContaining("$.data.channel.memberCount is a ");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			value = { "'2026-03-15', 2026-03-15T00:00:00Z", "'2026-03-15 10:26:30', 2026-03-15T10:26:30Z",
					"'2026-03-15 10:26', 2026-03-15T10:26:00Z", "'2026-03-15 10:26:30.123', 2026-03-15T10:26:30.123Z",
					"'2026-03-15 10:26:30Z', 2026-03-15T10:26:30Z", "'2026-03-15 10:26:30 +0200', 2026-03-15T08:26:30Z",
					"'2026-03-15T10:26Z', 2026-03-15T10:26:00Z", "'2026-03-15t10:26:30z', 2026-03-15T10:26:30Z",
					"'2026-03-15+02:00', 2026-03-14T22:00:00Z", "1773570390000.0, 2026-03-15T10:26:30Z",
					"'1773570390000.5', 2026-03-15T10:26:30.0005Z", "-1, 1969-12-31T23:59:59.999Z",
					"'-1', 1969-12-31T23:59:59.999Z" })
	void readsDatesInEverySpelling(String sent, Instant expected) {
		Channel channel = channel("{'createdAt': " + sent + ", 'rateLimitTimeout': " + sent + "}");
		assertThat(channel.createdAt()).isEqualTo(expected);
		assertThat(channel.rateLimitTimeout()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "'2026-13-15'", "'2026-03'", "'15.03.2026'", "'2026-03-15 25:00:00'", "1e30", "'1e30'",
			"'1e-999999999'", "true" })
	void readsNoDateThatIsNone(String sent) {
		assertThatExceptionOfType(EventShapeException.class).isThrownBy(() -> channel("{'createdAt': " + sent + "}"))
			.withMessageContaining("$.data.channel.createdAt is a ");
	}

	/** The reference and the SDK each document a type for these. */
	@Test
	void readsEveryDocumentedTypeOfAField() {
		assertThat(channel("{'rateLimitTimeout': 60000}").rateLimitTimeout()).isEqualTo("1970-01-01T00:01:00Z");
		for (String hash : new String[] { "\"a\"", "[\"a\"]", "[1,2]", "[]" }) {
			UserEvent.DidFlag flagged = read("user.didFlag", "{'users': [{'hashFlag': {'hash': " + hash
					+ "}, 'aiModerations': [{'categories': [{'score': 1, 'flagConfidence': '0.5', 'blockConfidence': 0.75}]}]}]}",
					UserEvent.DidFlag.class);
			assertThat(flagged.users().getFirst().hashFlag().hash()).hasToString(hash);
			assertThat(flagged.users().getFirst().aiModerations().getFirst().categories().getFirst())
				.satisfies((category) -> {
					assertThat(category.score()).isEqualTo(1);
					assertThat(category.flagConfidence()).isEqualTo(0.5);
					assertThat(category.blockConfidence()).isEqualTo(0.75);
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "channel.didAddUsers", "channel.didBan", "channel.didClose", "channel.didCreate",
			"channel.didJoin", "channel.didLeave", "channel.didRemoveUsers", "channel.didUpdate",
			"channel.didUpdateMeta", "moderation.didBan" })
	void readsChannelsAsTheRestApiSendsThem(String name) {
		String data = "{'channels': [{'channelId': 'c'}, {'channelId': 'd'}], 'channelUsers': [], 'users': []}";
		SocialEvent event = read(name, data, SocialEvent.class);
		JsonNode channels = Documentation.JSON.valueToTree(event).path("channel");
		assertThat(channels.path(0).path("channelId").asString()).isEqualTo("c");
		assertThat(channels.path(1).path("channelId").asString()).isEqualTo("d");
		assertThat(event).isInstanceOfAny(ChannelEvent.class, ModerationEvent.class);
	}

	@Test
	void recognisesAFeedAmongMessagesByAllOfItsKeys() {
		String feed = "{'name': 'General', 'channelId': 'c', 'channelPublicId': 'p', 'lastMessageId': 'm'}";
		for (String data : new String[] { "{'messages': [" + feed + "]}",
				"{'messages': [" + feed + "], 'messageFeeds': []}",
				"{'messages': [" + feed + "], 'messageFeeds': null}" }) {
			for (String name : new String[] { "message.didCreate", "v5.message.didCreate" }) {
				MessageEvent.DidCreateV5 event = read(name, data, MessageEvent.DidCreateV5.class);
				assertThat(event.messages()).isEmpty();
				assertThat(event.messageFeeds().getFirst().name()).isEqualTo("General");
			}
		}
	}

	@Test
	void recognisesMessagesWithoutTheirIdByAllOfTheirKeys() {
		MessageEvent.DidCreateV5 literal = read("message.didCreate",
				"{'messages': [{'name': 'General'}], 'messageFeeds': [{'userId': 'u', 'data': {'text': 'Hi'}, 'channelSegment': 3}]}",
				MessageEvent.DidCreateV5.class);
		assertThat(literal.messagesV1().getFirst().channelSegment()).isEqualTo(3);
		assertThat(literal.messageFeeds().getFirst().name()).isEqualTo("General");
		MessageEvent.DidCreateV5 older = read("v5.message.didCreate",
				"{'messages': [{'messageId': 'm', 'userId': 'u', 'channelSegment': 3}]}",
				MessageEvent.DidCreateV5.class);
		assertThat(older.messages()).isEmpty();
		assertThat(older.messagesV1().getFirst().userId()).isEqualTo("u");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"{'publicId': 't', 'name': 'Guide', 'usersCount': 0} | tag.created",
			"{'name': 'Guide', 'type': 'user', 'usersCount': 3, 'textColor': '#FFFFFF'} | tag.updated",
			"{'backgroundColor': '#1B7F5C', 'name': 'Guide', 'isDeleted': true} | tag.deleted",
			"{'joinRequests': [{'joinRequestId': 'j', 'respondedAt': null}]} | v3.communityJoinRequest.didCreate",
			"{'joinRequests': [{'joinRequestId': 'j', 'status': null}]} | v3.communityJoinRequest.didCreate",
			"{'joinRequests': [{'status': 'pending'}]} | v3.communityJoinRequest.didCreate",
			"{'invitations': [{'invitationId': 'i', 'invitedUserId': 'u'}], 'users': []} | v3.communityMemberInvitation.didCreate" })
	void recognisesBareBodiesByAllOfTheirKeys(String body, String name) {
		assertThat(this.reader.identify(this.reader.tree(bytes(body))).map(EventType::name)).contains(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'name': 'Guide', 'description': 'x', 'type': 'user', 'metadata': {}}",
			"{'usersCount': 3}", "{'usersCount': 3, 'name': 'x', 'rooms': 4}",
			"{'joinRequests': [{'joinRequestId': 'j', 'respondedAt': '2026-03-15'}]}", "{'joinRequests': [{}]}",
			"{'joinRequests': [7]}" })
	void doesNotGuessWhatABareBodyIs(String body) {
		assertThat(this.reader.identify(this.reader.tree(bytes(body)))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "490, 1, 1", "1, 1001, 1", "1, 10000, 1", "1, 1, 50001", "1, 1, 900000" })
	void readsDocumentsOfUnusualSize(int depth, int digits, int letters) {
		byte[] body = bytes("{'data': {'channel': {'channelId': 'c', 'metadata': {'" + "n".repeat(letters) + "': "
				+ "[".repeat(depth) + "1".repeat(digits) + "]".repeat(depth) + "}}}, 'event': 'channel.didCreate'}");
		JsonNode tree = this.reader.tree(body);
		assertThat(this.reader.identify(tree).map(EventType::name)).contains("channel.didCreate");
		assertThat(this.reader.read(tree, this.reader.identify(tree).orElseThrow()))
			.isInstanceOf(ChannelEvent.DidCreate.class);
		assertThat(this.scanner.scan(body)).isEqualTo(new EventLabel("channel.didCreate", "channel", "c"));
		assertThat(tree.toString()).hasSizeGreaterThan(letters + digits + depth);
	}

	@ParameterizedTest
	@CsvSource({ "501, 1", "1, 10001" })
	void saysWhatLiesBeyondItsLimits(int depth, int digits) {
		byte[] body = bytes("[".repeat(depth) + "1".repeat(digits) + "]".repeat(depth));
		assertThatExceptionOfType(UnreadableEventException.class).isThrownBy(() -> this.reader.tree(body))
			.withMessageStartingWith("The body is JSON beyond the limits of Socialhook: nested too deeply (more than "
					+ "500 levels), or with a number that is too long (more than 10000 characters)");
	}

	private Channel channel(String channel) {
		return read("channel.didCreate", "{'channel': " + channel + "}", ChannelEvent.DidCreate.class).channel();
	}

	private <E extends SocialEvent> E read(String name, String data, Class<E> type) {
		JsonNode tree = this.reader.tree(bytes("{'event': '" + name + "', 'data': " + data + "}"));
		return type.cast(this.reader.read(tree, this.reader.identify(tree).orElseThrow()));
	}

	private static byte[] bytes(String json) {
		return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
	}

}
