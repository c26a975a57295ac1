package io.github.socialhook.event.reader;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.github.socialhook.event.ChannelEvent;
import io.github.socialhook.event.FileEvent;
import io.github.socialhook.event.FollowEvent;
import io.github.socialhook.event.MessageEvent;
import io.github.socialhook.event.PostEvent;
import io.github.socialhook.event.SocialEvent;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.event.model.ChannelType;
import io.github.socialhook.event.model.FollowStatus;
import io.github.socialhook.event.model.Permission;
import io.github.socialhook.event.model.PostDataType;
import io.github.socialhook.event.model.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What deviates is read, and what cannot be read says where it cannot.
 */
class EventReaderTests {

	private final EventReader reader = new EventReader();

	@Test
	void readsAnEventOfWhichNothingIsSent() {
		for (EventType type : EventCatalogue.types()) {
			if (type.type() != null) {
				SocialEvent event = this.reader.read(this.reader.tree(bytes("{}")), type);
				assertThat(event).isExactlyInstanceOf(type.type());
				assertThat(this.reader.read(this.reader.tree(bytes("{'data': {}}")), type)).isEqualTo(event);
				assertThat(this.reader.read(this.reader.tree(bytes("{'data': null}")), type)).isNotNull();
			}
		}
	}

	@Test
	void givesAKeptTreeToOneReaderOfTheSameArray() {
		byte[] body = bytes("{'event': 'channel.didCreate'}");
		JsonNode tree = this.reader.tree(body);
		assertThat(this.reader.tree(body)).isEqualTo(tree).isNotSameAs(tree);
		this.reader.keep(body, tree);
		assertThat(this.reader.tree(body.clone())).isEqualTo(tree).isNotSameAs(tree);
		assertThat(new EventReader().tree(body)).isSameAs(tree);
		assertThat(this.reader.tree(body)).isEqualTo(tree).isNotSameAs(tree);
	}

	@Test
	void keepsNoTreeOfALargeBody() {
		byte[] body = bytes("{'text': '" + "x".repeat(KeptTrees.LARGEST) + "'}");
		JsonNode tree = this.reader.tree(body);
		this.reader.keep(body, tree);
		assertThat(this.reader.tree(body)).isEqualTo(tree).isNotSameAs(tree);
	}

	@Test
	void readsNoEventFromWhatIsNoObject() {
		EventType type = EventCatalogue.find("channel.didCreate").orElseThrow();
		assertThatExceptionOfType(EventShapeException.class)
			.isThrownBy(() -> this.reader.read(this.reader.tree(bytes("[1, 2]")), type))
			.withMessage("channel.didCreate cannot be read: $ is an array and cannot be read as DidCreate");
		assertThat(this.reader.read(this.reader.tree(bytes("null")), type)).isNotNull();
	}

	@Test
	void readsNothingButNullWhereNullIsSent() {
		User user = user("{'userId': null, 'roles': null, 'hashFlag': null, 'metadata': null, 'createdAt': null}");
		assertThat(user.userId()).isNull();
		assertThat(user.roles()).isEmpty();
		assertThat(user.hashFlag()).isNull();
		assertThat(user.metadata()).isNull();
		assertThat(user.createdAt()).isNull();
	}

	@Test
	void readsOneWhereManyAreExpected() {
		ChannelEvent.DidCreate event = read("channel.didCreate",
				"{'channel': {'channelId': 'c', 'tags': 'hiking'}, 'users': {'userId': 'u'}, 'userIds': 'u'}",
				ChannelEvent.DidCreate.class);
		assertThat(event.channel().tags()).containsExactly("hiking");
		assertThat(event.users()).extracting(User::userId).containsExactly("u");
		assertThat(event.userIds()).containsExactly("u");
	}

	@Test
	void readsManyWhereOneIsExpected() {
		ChannelEvent.DidCreate event = read("channel.didCreate",
				"{'channel': [{'channelId': ['c'], 'memberCount': [3]}, {'channelId': 'd'}]}",
				ChannelEvent.DidCreate.class);
		assertThat(event.channels()).hasSize(2);
		assertThat(event.channel().channelId()).isEqualTo("c");
		assertThat(event.channel().memberCount()).isEqualTo(3);
		assertThat(read("v3.post.didAddReaction", "{'reactor': [{'userId': 'u'}]}", PostEvent.DidAddReaction.class)
			.reactor()
			.userId()).isEqualTo("u");
	}

	@Test
	void readsThePayloadOutOfAnArrayOfOne() {
		assertThat(read("channel.didJoin", "[{'userIds': ['u']}]", ChannelEvent.DidJoin.class).userIds())
			.containsExactly("u");
	}

	@Test
	void keepsItsPlaceWhereAnArrayStandsInAnArray() {
		User user = user("{'roles': [['a'], 'b'], 'userId': 'u'}");
		assertThat(user.roles()).containsExactly("a", "b");
		assertThat(user.userId()).isEqualTo("u");
	}

	@Test
	void leavesOutWhatIsNullInAList() {
		assertThat(user("{'roles': ['a', null, 'b']}").roles()).containsExactly("a", "b");
	}

	@Test
	void readsNumbersAndTextsForEachOther() {
		User user = user("{'userId': 7, 'flagCount': '12', 'displayName': true, 'isDeleted': 'false'}");
		assertThat(user.userId()).isEqualTo("7");
		assertThat(user.flagCount()).isEqualTo(12);
		assertThat(user.displayName()).isEqualTo("true");
		assertThat(user.isDeleted()).isFalse();
		FileEvent.DidDelete deleted = read("file.didDelete", "{'attributes': {'size': '284133'}}",
				FileEvent.DidDelete.class);
		assertThat(deleted.file().attributes().size()).isEqualTo(284133);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', value = { "'2018-11-30T09:35:23.816Z', 2018-11-30T09:35:23.816Z",
			"'2018-11-30T09:35:23Z', 2018-11-30T09:35:23Z", "'2018-11-30T11:35:23.816+02:00', 2018-11-30T09:35:23.816Z",
			"'2018-11-30T11:35:23.816+0200', 2018-11-30T09:35:23.816Z",
			"'2018-11-30T09:35:23.816', 2018-11-30T09:35:23.816Z", "' 1543570523816 ', 2018-11-30T09:35:23.816Z",
			"1543570523816, 2018-11-30T09:35:23.816Z" })
	void readsDatesInEveryForm(String sent, Instant expected) {
		assertThat(user("{'createdAt': " + sent + "}").createdAt()).isEqualTo(expected);
		assertThat(user("{'createdAt': [" + sent + "]}").createdAt()).isEqualTo(expected);
	}

	@Test
	void readsAnEmptyTextAsAbsentWhereNoTextIsExpected() {
		User user = user("{'createdAt': '', 'flagCount': '', 'hashFlag': '', 'isDeleted': '', 'displayName': ''}");
		assertThat(user.createdAt()).isNull();
		assertThat(user.flagCount()).isNull();
		assertThat(user.hashFlag()).isNull();
		assertThat(user.isDeleted()).isNull();
		assertThat(user.displayName()).isEmpty();
	}

	@Test
	void readsBothSpellings() {
		assertThat(user("{'hashflag': {'bits': 5}}").hashFlag().bits()).isEqualTo(5);
		assertThat(user("{'hashFlag': {'bits': 5, 'hash': [1, 2]}}").hashFlag().hash().toString()).isEqualTo("[1,2]");
		for (String spelling : new String[] { "userPublicId", "userPublicIdId" }) {
			assertThat(read("post.didAddReaction", "{'reactor': {'" + spelling + "': 'u'}}",
					PostEvent.DidAddReaction.class)
				.reactor()
				.userPublicId()).isEqualTo("u");
		}
		for (String spelling : new String[] { "roomChildren", "roomChildrens" }) {
			assertThat(read("post.didCreate", "{'" + spelling + "': [{'liveChannelEnabled': true}]}",
					PostEvent.DidCreate.class)
				.roomChildren()
				.getFirst()
				.liveChatEnabled()).isTrue();
		}
	}

	@Test
	void keepsValuesThatNobodyKnows() {
		ChannelEvent.DidCreate event = read("channel.didCreate", "{'channel': {'type': 'holographic'}}",
				ChannelEvent.DidCreate.class);
		assertThat(event.channel().type()).isEqualTo(new ChannelType.Unknown("holographic"));
		assertThat(event.channel().type().value()).isEqualTo("holographic");
	}

	@Test
	void letsAHandlerSwitchOverKnownValues() {
		FollowEvent.DidRequest event = read("follow.didRequest", "{'status': 'pending'}", FollowEvent.DidRequest.class);
		String status = switch (event.status()) {
			case FollowStatus.Known.PENDING -> "waits";
			case FollowStatus.Known known -> "does not wait: " + known;
			case FollowStatus.Unknown(String value) -> "is new: " + value;
			case null -> "was not sent";
		};
		assertThat(status).isEqualTo("waits");
		assertThat(PostDataType.of("liveStream")).isSameAs(PostDataType.Known.LIVE_STREAM);
		assertThat(Permission.of("BAN_USER")).isSameAs(Permission.Known.BAN_USER);
	}

	@Test
	void ignoresFieldsThatNobodyKnows() {
		assertThat(user("{'userId': 'u', 'shoeSize': {'eu': [43]}, 'event': 1, 'data': 2}").userId()).isEqualTo("u");
	}

	@Test
	void keepsTheFieldsOfACustomPost() {
		PostEvent.DidCreate event = read("v3.post.didCreate",
				"{'posts': [{'dataType': 'acme.recipe', 'data': {'text': 'Soup', 'steps': ['boil']}}]}",
				PostEvent.DidCreate.class);
		assertThat(event.posts().getFirst().dataType().value()).isEqualTo("acme.recipe");
		assertThat(event.posts().getFirst().data().text()).isEqualTo("Soup");
		assertThat(event.posts().getFirst().data().custom().get("steps").path(0).stringValue()).isEqualTo("boil");
		assertThat(
				read("v3.post.didCreate", "{'posts': [{'data': {'text': 'Soup'}}]}", PostEvent.DidCreate.class).posts()
					.getFirst()
					.data()
					.custom())
			.isEmpty();
	}

	@Test
	void givesListsThatNobodyCanChange() {
		ChannelEvent.DidCreate event = read("channel.didCreate", "{'userIds': ['u']}", ChannelEvent.DidCreate.class);
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> event.userIds().add("v"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> event.users().add(null));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"{'channel': [{}, {'memberCount': {}}]} | $.data.channel[1].memberCount is an object and cannot be read as Long",
			"{'channel': {'memberCount': 'many'}} | $.data.channel.memberCount is a string and cannot be read as Long",
			"{'channel': {'memberCount': 3.5}} | $.data.channel.memberCount is a number and cannot be read as Long",
			"{'channel': {'memberCount': 99999999999999999999}} | $.data.channel.memberCount is a number and cannot be read as its type",
			"{'channel': 'general'} | $.data.channel is a string and cannot be read as Channel",
			"{'channel': {'createdAt': 'yesterday'}} | $.data.channel.createdAt is a string and cannot be read as Instant",
			"{'channel': {'createdAt': 1e400}} | $.data.channel.createdAt is a number and cannot be read as Instant",
			"{'channel': {'createdAt': 99999999999999999999}} | $.data.channel.createdAt is a number and cannot be read as its type",
			"{'channel': {'isMuted': {}}} | $.data.channel.isMuted is an object and cannot be read as Boolean",
			"{'channel': {'type': {}}} | $.data.channel.type is an object and cannot be read as ChannelType",
			"{'users': [{'hashflag': 3}]} | $.data.users[0].hashFlag cannot be read as HashFlag",
			"{'users': [[{}, {}]]} | $.data.users[0] is an array and cannot be read as User",
			"{'userIds': [['a', 'b']]} | $.data.userIds[0] is an array and cannot be read as String",
			"3 | $.data is a number and cannot be read as DidCreate",
			"[{}, {}] | $.data is an array and cannot be read as DidCreate" })
	void saysWhereAndWhyAnEventCannotBeRead(String data, String fault) {
		assertThatExceptionOfType(EventShapeException.class)
			.isThrownBy(() -> read("channel.didCreate", data, ChannelEvent.DidCreate.class))
			.withMessage("channel.didCreate cannot be read: " + fault);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"{'event': 'tag.created', 'data': {'usersCount': {}}} | $.data.usersCount is an object",
			"{'tagId': 't', 'usersCount': []} | none",
			"{'tagId': 't', 'metadata': [], 'usersCount': [2, 3]} | $.usersCount is an array",
			"{'event': 'file.didDelete', 'networkId': {}} | $.networkId is an object",
			"{'event': 'file.didDelete', 'networkId': 'n', 'data': {'type': {}}} | $.data.type is an object",
			"{'eventType': 'push-notification.created', 'sentTime': 'soon', 'data': {'eventName': 'post.created'}} | $.sentTime is a string",
			"{'eventType': 'push-notification.created', 'data': {'eventName': 'post.created', 'title': {}}} | $.data.title is an object",
			"{'eventType': 'push-notification.created', 'data': {'eventName': 'post.created', 'posts': [7]}} | $.data.posts[0] is a number",
			"{'joinRequests': [{'status': 'pending', 'createdAt': {}}]} | $.joinRequests[0].createdAt is an object",
			"{'event': 'message.didCreate', 'data': {'messages': [{'messageFeedId': 'f'}], 'messageFeeds': [{'messageId': 'm', 'type': {}}]}} | $.data.messageFeeds[0].type is an object",
			"{'event': 'message.didCreate', 'data': {'messages': [{'messageFeedId': 'f', 'name': {}}], 'messageFeeds': []}} | $.data.messages[0].name is an object" })
	void namesThePathWhateverTheEnvelope(String body, String fault) {
		JsonNode tree = this.reader.tree(bytes(body));
		EventType type = this.reader.identify(tree).orElseThrow();
		if (fault.equals("none")) {
			assertThat(this.reader.read(tree, type)).isNotNull();
		}
		else {
			assertThatExceptionOfType(EventShapeException.class).isThrownBy(() -> this.reader.read(tree, type))
				.withMessageStartingWith(type.name() + " cannot be read: " + fault + " and cannot be read as ");
		}
	}

	@Test
	void quotesNothingOfTheEvent() {
		assertThatExceptionOfType(EventShapeException.class)
			.isThrownBy(() -> read("channel.didCreate", "{'channel': {'createdAt': 'secret', 'memberCount': 'secret'}}",
					ChannelEvent.DidCreate.class))
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("secret"))
			.withNoCause();
		assertThatExceptionOfType(UnreadableEventException.class)
			.isThrownBy(() -> this.reader.tree(bytes("{'event': secret}")))
			.withMessage("The body is not JSON at line 1, column 11")
			.withNoCause();
	}

	@Test
	void refusesToReadWhatIsNotDocumented() {
		EventType type = EventCatalogue.find("stream.started").orElseThrow();
		JsonNode tree = this.reader.tree(bytes("{'event': 'stream.started'}"));
		assertThat(this.reader.identify(tree)).contains(type);
		assertThatIllegalArgumentException().isThrownBy(() -> this.reader.read(tree, type))
			.withMessage("The payload of stream.started is not documented");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "{'a': 1", "{'a': 1} x", "{'a': 1}{'b': 2}", "[1, 2", "nul", "{'a': 1,}",
			"{a: 1}", "{'a': 01}", "{'a': NaN}", "{'a': 'x\ny'}", "\\u0000" })
	void refusesWhatIsNotJson(String body) {
		assertThatExceptionOfType(UnreadableEventException.class).isThrownBy(() -> this.reader.tree(bytes(body)))
			.withMessageStartingWith("The body is ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "22ff22", "22c328", "22e28228", "22c0af22", "22eda08022", "22f490808022", "22c2", "ff" })
	void refusesInvalidUtf8(String hex) {
		byte[] body = java.util.HexFormat.of().parseHex(hex);
		assertThatExceptionOfType(UnreadableEventException.class).isThrownBy(() -> this.reader.tree(body));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[", "{'a':", "[{'data':" })
	void refusesWhatIsNestedTooDeeply(String opening) {
		assertThatExceptionOfType(UnreadableEventException.class)
			.isThrownBy(() -> this.reader.tree(bytes(opening.repeat(100_000))))
			.withMessageContaining("nested too deeply");
		String deep = "{'event': 'channel.didCreate', 'data': {'channel': {'metadata': " + "[".repeat(490)
				+ "]".repeat(490) + "}}}";
		JsonNode tree = this.reader.tree(bytes(deep));
		assertThat(this.reader.read(tree, this.reader.identify(tree).orElseThrow())).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "3", "'channel.didCreate'", "null", "true", "[]", "[{'event': 'channel.didCreate'}]", "{}",
			"{'event': null}", "{'event': 7}", "{'event': {'name': 'channel.didCreate'}}", "{'event': ''}",
			"{'event': 'story.didCreate', 'data': {}}", "{'data': {'eventName': 'story.created'}}",
			"{'eventName': 'message.shouldCreate', 'data': {}}", "{'eventName': 'post.created', 'posts': []}",
			"{'joinRequests': [{'status': 'new'}]}", "{'invitations': []}" })
	void identifiesNothingWhereNothingIsKnown(String body) {
		assertThat(this.reader.identify(this.reader.tree(bytes(body)))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"{'messages': [{'messageFeedId': 'f'}]} | v5.message.didCreate",
			"{'messages': [{'segment': 1}]} | v5.message.didCreate",
			"{'messages': {'creatorId': 'u'}} | v5.message.didCreate", "{'messageFeeds': []} | v5.message.didCreate",
			"{'messages': [{'messageId': 'm', 'creatorId': 'u', 'createdAt': '2026-03-06T13:52:50.506Z', 'editedAt': '2026-03-06T13:53:00Z'}]} | v5.message.didUpdate",
			"{'messages': [{'messageId': 'm', 'creatorId': 'u', 'createdAt': '2026-03-06T13:52:50.506Z', 'editedAt': '2026-03-06T13:52:51.505Z'}]} | v5.message.didCreate",
			"{'messages': [{'creatorId': 'u', 'createdAt': 'x', 'editedAt': 'y'}]} | v5.message.didCreate",
			"{'messages': [{'channelSegment': 1, 'userId': 'u'}]} | message.didCreate", "{} | message.didCreate" })
	void tellsMessagesOfTheTwoVersionsApart(String data, String name) {
		assertThat(identify("message.didCreate", data)).isEqualTo(name);
	}

	@Test
	void tellsUpdatesAndDeletionsOfTheTwoVersionsApart() {
		String newer = "{'messages': [{'messageFeedId': 'f'}]}";
		assertThat(identify("message.didUpdate", newer)).isEqualTo("v5.message.didUpdate");
		assertThat(identify("message.didDelete", newer)).isEqualTo("v5.message.didDelete");
		assertThat(identify("message.didDelete", "{'messages': [{'userId': 'u'}]}")).isEqualTo("message.didDelete");
		assertThat(identify("message.didFlag", newer)).isEqualTo("message.didFlag");
		assertThat(identify("v5.message.didUpdate", "{}")).isEqualTo("v5.message.didUpdate");
	}

	@Test
	void tellsStreamsOfTheTwoNamesApart() {
		assertThat(identify("v3.video-streaming.didStop", "{'videoStreamings': []}"))
			.isEqualTo("v3.video-streaming.didStop");
		assertThat(identify("v3.video-streaming.didStop", "{'videoStreamingChildren': []}"))
			.isEqualTo("video-streaming.didStop");
	}

	@Test
	void sortsMessagesAndFeedsWhereTheReferenceSwapsThem() {
		MessageEvent.DidCreateV5 literal = read("message.didCreate",
				"{'messages': [{'messageFeedId': 'f', 'name': 'General'}], 'messageFeeds': [{'messageId': 'm', 'userId': 'u'}]}",
				MessageEvent.DidCreateV5.class);
		assertThat(literal.messages()).isEmpty();
		assertThat(literal.messagesV1().getFirst().userId()).isEqualTo("u");
		assertThat(literal.messageFeeds().getFirst().name()).isEqualTo("General");
		MessageEvent.DidDeleteV5 swapped = read("v5.message.didDelete",
				"{'messages': [{'messageFeedId': 'f'}], 'messageFeeds': [{'messageId': 'm', 'messageFeedId': 'f'}]}",
				MessageEvent.DidDeleteV5.class);
		assertThat(swapped.messages().getFirst().messageId()).isEqualTo("m");
		assertThat(swapped.messageFeeds().getFirst().messageFeedId()).isEqualTo("f");
		assertThat(swapped.messagesV1()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"{'joinRequests': [{'status': 'pending'}]} | v3.communityJoinRequest.didCreate",
			"{'joinRequests': {'status': 'approved'}} | v3.communityJoinRequest.didAccept",
			"{'joinRequests': [{'status': 'rejected'}], 'users': []} | v3.communityJoinRequest.didReject",
			"{'data': {'joinRequests': [{'status': 'rejected'}]}} | v3.communityJoinRequest.didReject",
			"{'invitations': [{'status': 'pending'}]} | v3.communityMemberInvitation.didCreate",
			"{'invitations': [{'status': 'approved'}]} | v3.communityMemberInvitation.didAccept",
			"{'invitations': [{'status': 'rejected'}]} | v3.communityMemberInvitation.didReject",
			"{'tagId': 't', 'usersCount': 0} | tag.created", "{'tagId': 't', 'usersCount': 3} | tag.updated",
			"{'tagId': 't', 'usersCount': 0, 'isDeleted': true} | tag.deleted",
			"{'eventType': 'push-notification.created', 'data': {'eventName': 'text-mention-post.created'}} | push-notification/mention-post.created",
			"{'data': {'eventName': 'message.created'}} | push-notification/message.created",
			"{'event': 'message.created', 'data': {'eventName': 'post.created'}} | message.created" })
	void tellsBodiesWithoutAnEventByTheirShape(String body, String name) {
		assertThat(this.reader.identify(this.reader.tree(bytes(body))).map(EventType::name)).contains(name);
	}

	private String identify(String name, String data) {
		JsonNode tree = this.reader.tree(bytes("{'event': '" + name + "', 'data': " + data + "}"));
		return this.reader.identify(tree).orElseThrow().name();
	}

	private User user(String user) {
		return read("channel.didCreate", "{'users': [" + user + "]}", ChannelEvent.DidCreate.class).users().getFirst();
	}

	private <E extends SocialEvent> E read(String name, String data, Class<E> type) {
		JsonNode tree = this.reader.tree(bytes("{'event': '" + name + "', 'data': " + data + "}"));
		return type.cast(this.reader.read(tree, this.reader.identify(tree).orElseThrow()));
	}

	private static byte[] bytes(String json) {
		return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
	}

}
