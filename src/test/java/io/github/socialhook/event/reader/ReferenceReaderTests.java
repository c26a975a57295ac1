package io.github.socialhook.event.reader;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.socialhook.event.Documentation;
import io.github.socialhook.event.Documentation.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What an event refers to is read by the paths of the catalogue. */
class ReferenceReaderTests {

	static final List<Entry> DOCUMENTED = Documentation.DOCUMENTED;

	static final List<String> VARIANTS = Documentation.VARIANTS;

	private final ReferenceReader reader = new ReferenceReader();

	private final EventScanner scanner = new EventScanner();

	private Set<String> read(byte[] body) {
		return this.reader.read(body)
			.stream()
			.map((reference) -> reference.kind() + ":" + reference.id())
			.collect(Collectors.toSet());
	}

	private void findsSubjectAndUsers(byte[] body) {
		EventLabel label = this.scanner.scan(body);
		Set<String> found = read(body);
		assertThat(found).contains(label.subjectKind() + ":" + label.subjectId())
			.hasSizeLessThanOrEqualTo(ReferenceReader.MOST);
		JsonNode tree = Documentation.JSON.readTree(body);
		JsonNode data = tree.has("data") ? tree.path("data") : tree;
		data.path("users")
			.valueStream()
			.filter((user) -> user.path("userId").isString())
			.forEach((user) -> assertThat(found).contains("user:" + user.path("userId").asString()));
	}

	@ParameterizedTest
	@FieldSource("DOCUMENTED")
	void findsSubjectAndUsersOfEverySample(Entry entry) {
		findsSubjectAndUsers(Documentation.sample(entry));
	}

	@ParameterizedTest
	@FieldSource("VARIANTS")
	void findsSubjectAndUsersInOddShapes(String variant) {
		findsSubjectAndUsers(Documentation.variant(variant));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					channel.didBan                    | user:lena.fischer channel:trail-club-chat
					channel.didAddUsers               | user:lena.fischer user:omar.haddad channel:trail-club-chat
					message.didAddReaction            | user:omar.haddad user:mei.tanaka channel:trail-club-chat
					v5.message.didCreate              | user:omar.haddad user:mei.tanaka user:e16aaaffd2ebcaaf60f0cb03 channel:trail-club-chat channel:b220ee2eb110e04999d6aaa4
					follow.didCreate                  | user:omar.haddad user:mei.tanaka
					v3.comment.didFlag                | user:mei.tanaka user:omar.haddad post:4c6d789c650287e1890a34bd community:adc94cb39e0efda2dbf725d4
					v3.post.didCreate                 | user:mei.tanaka post:c3a48bf21e99a8528262634a post:6cd7282ccd36dc6014c54177
					v3.communityJoinRequest.didAccept | user:omar.haddad user:lena.fischer community:adc94cb39e0efda2dbf725d4
					v3.communityMemberInvitation.didAccept | user:omar.haddad user:lena.fischer community:adc94cb39e0efda2dbf725d4
					push-notification/follow.accepted | user:omar.haddad user:mei.tanaka
					push-notification/mention-post.created | user:mei.tanaka
					video-streaming.didStart          | user:lena.fischer stream:a550c9603d914f5714b66c1c post:9bc9eb8a07c0d68ef26bae26
					""")
	void findsWhoAndWhatAnEventNames(String name, String expected) {
		Entry entry = DOCUMENTED.stream().filter((each) -> each.name().equals(name)).findFirst().orElseThrow();
		assertThat(read(Documentation.sample(entry))).containsAll(Arrays.asList(expected.split(" ")));
	}

	@Test
	void leavesOutWhatOnlyStandsBeside() {
		Entry entry = DOCUMENTED.stream()
			.filter((each) -> each.name().equals("v3.post.didFlag"))
			.findFirst()
			.orElseThrow();
		byte[] sample = Documentation.sample(entry);
		JsonNode community = Documentation.JSON.readTree(sample).at("/data/communities/0");
		assertThat(community.path("userId").asString()).isNotEmpty();
		assertThat(read(sample)).contains("community:" + community.path("communityId").asString())
			.noneMatch((reference) -> reference.endsWith(community.path("avatarFileId").asString()));
	}

	@Test
	void readsABoundedNumberAndTheMostImportantFirst() {
		String users = IntStream.range(0, 1000)
			.mapToObj((i) -> "{\"userId\": \"u" + i + "\"}")
			.collect(Collectors.joining(", "));
		String body = "{\"event\": \"channel.didAddUsers\", \"data\": {\"users\": [" + users
				+ "], \"channel\": {\"channelId\": \"c\"}, \"adderId\": \"boss\"}}";
		assertThat(read(body.getBytes(StandardCharsets.UTF_8))).hasSize(ReferenceReader.MOST)
			.contains("channel:c", "user:boss", "user:u0");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "no json", "7", "[]", "{}", "{\"data\": null}", "{\"data\": {\"users\": {}}}",
			"{\"data\": {\"users\": [null, 3, {\"userId\": null}, {\"userId\": true}, {\"userId\": \" \"}]}}",
			"{\"data\": {\"userId\": {\"x\": 1}}}" })
	void findsNothingWhereNothingIs(String body) {
		assertThat(read(body.getBytes(StandardCharsets.UTF_8))).isEmpty();
	}

	@Test
	void readsNumbers() {
		assertThat(read("{\"data\": {\"userId\": 42}}".getBytes(StandardCharsets.UTF_8))).containsExactly("user:42");
	}

}
