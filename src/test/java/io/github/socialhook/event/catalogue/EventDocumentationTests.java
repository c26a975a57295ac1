package io.github.socialhook.event.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page on events says what the catalogue says. Run with
 * {@code -Dsocialhook.docs.write=true} to have it written anew.
 */
class EventDocumentationTests {

	private static final Path PAGE = Path.of("docs", "events.md");

	private static final String WRITE = "socialhook.docs.write";

	@Test
	void pageIsUpToDate() throws IOException {
		String page = page();
		if (Boolean.getBoolean(WRITE)) {
			Files.createDirectories(PAGE.getParent());
			Files.writeString(PAGE, page);
		}
		assertThat(PAGE)
			.as("%s is out of date: run ./mvnw test -Dtest=%s -D%s=true", PAGE, getClass().getSimpleName(), WRITE)
			.exists()
			.content()
			.isEqualToNormalizingNewlines(page);
	}

	private static String page() {
		List<EventType> types = EventCatalogue.types();
		String groups = types.stream()
			.map(EventType::group)
			.distinct()
			.map((group) -> section(group, types.stream().filter((type) -> type.group().equals(group)).toList()))
			.collect(Collectors.joining("\n"));
		return """
				# Events

				All events that Social+ is known to send, by group. `%s` generates this page from the catalogue; do not edit
				it. A handler takes an event by its type or name:

				```java
				@WebhookHandler({ "v3.post.didAddReaction", "v3.comment.didAddReaction" })
				void count(JsonNode body, DeliveryContext delivery) {
					logger.info("A reaction to " + delivery.subject() + ", fields: " + body.path("data").size());
				}
				```

				- **type**: the record that a handler takes, in `io.github.socialhook.event`. A second type, such as `MessageCreated`,
				  stands for the event in all of its shapes. An event without a type is only known by name: it reaches `UnknownEvent` handlers, and `JsonNode` handlers that name it.
				- **subject**: the kind of object that the event is about, and where its id is in `data`. Events about the same
				  subject are handled in order; `kind:id` finds them. The subject of a message event is the message, not the
				  channel, so that one slow message does not delay a busy channel. The order within a channel is in
				  `channelSegment`, or `segment` in version 5. The subject of a follow is the follower.
				- **status**: *current*, *deprecated* by Social+ since the given day, *withdrawn* from the reference (or not
				  released yet), or *unverified*, if no reference ever documented it.
				- **name rests on**: the evidence for the name. For most events, no captured delivery is public.

				Any field can be absent: absent lists are empty, other absent fields are null. The values that Social+ documents for
				a field are constants, such as `PostDataType.Known.IMAGE`; a new value is a `PostDataType.Unknown` with its text.
				These deviations are tolerated:

				- a single object for a list, and a list of one for an object;
				- text for a number, a number for text, and `12.0` for `12`;
				- dates with or without a time or a zone (`2026-03-15 10:26:30`), and as milliseconds since 1970;
				- `channels`, as in the REST API, for `channel`;
				- messages and sub-channels of version 5 in place of each other, and messages of the older version among them;
				- tags, join requests and invitations without an envelope, recognised by all of their keys.

				A body that still cannot be read becomes a dead letter of typed handlers, with the JSON path; `JsonNode` handlers get
				it unchanged.

				Names are case-insensitive. A name in *also as* is another name of the event. One marked † is shared with another
				event; the shape of the payload determines which one it is.

				For other languages, [schemas](schemas) has a JSON Schema of each event with a type, and
				[an OpenAPI document](schemas/openapi.json). They permit what Socialhook reads.

				%s"""
			.formatted(EventDocumentationTests.class.getSimpleName(), groups);
	}

	private static String section(String group, List<EventType> types) {
		return """
				## %s

				| name | type | also as | subject | status | name rests on |
				|---|---|---|---|---|---|
				%s
				""".formatted(group,
				types.stream().map(EventDocumentationTests::row).collect(Collectors.joining("\n")));
	}

	private static String row(EventType type) {
		return "| `%s` | %s | %s | %s | %s | %s |".formatted(type.name(), record(type), otherNames(type),
				subject(type.subject()), status(type), type.certainty().description());
	}

	private static String record(EventType type) {
		if (type.type() == null) {
			return "–";
		}
		String record = "`" + type.type().getEnclosingClass().getSimpleName() + "." + type.type().getSimpleName() + "`";
		return EventCatalogue.commonTypes()
			.stream()
			.filter((common) -> common.isAssignableFrom(type.type()))
			.map((common) -> record + ", `" + common.getSimpleName() + "`")
			.findFirst()
			.orElse(record);
	}

	private static String otherNames(EventType type) {
		return Stream
			.concat(type.aliases().stream().map((name) -> "`" + name + "`"),
					type.sharedNames().stream().map((name) -> "`" + name + "` †"))
			.collect(Collectors.joining(", "));
	}

	private static String subject(EventSubject subject) {
		return (subject != null) ? subject.kind() + ": "
				+ subject.ids().stream().map((id) -> "`" + id + "`").collect(Collectors.joining(" or ")) : "–";
	}

	private static String status(EventType type) {
		if (type.deprecatedSince() != null) {
			return "deprecated since " + type.deprecatedSince();
		}
		if (type.certainty() == Certainty.WITHDRAWN) {
			return "withdrawn";
		}
		return (type.type() != null) ? "current" : "unverified";
	}

}
