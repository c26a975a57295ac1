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

				Every event that Social+ is known to send, by group. Written from the catalogue by `%s`;
				do not edit it by hand.

				- **type**: the record that a handler takes, in `io.github.socialhook.event`. Where there is none, only the
				  name is known: such an event reaches `JsonNode` handlers that name it, and `UnknownEvent` handlers.
				- **subject**: what the event is about, and where in `data` its id stands. Events about one subject are
				  handled in the order they came; `kind:id` finds them. A message event is about its message, not its channel,
				  so that one slow message does not hold up a busy channel; whoever needs the order of a channel's messages
				  finds it in `channelSegment`, or `segment` in version 5. A follow is about the follower.
				- **status**: *current*, *deprecated* by Social+ since the day given, *withdrawn* from the reference (or not yet
				  released), or *unverified*, which is to say that no reference ever had it.
				- **name rests on**: how sure it is that the event is sent under its name. No capture of a real delivery is
				  public for most of them.

				Any field may be absent: lists are empty then, everything else is null. The values that Social+ documents for a
				field are constants, such as `PostDataType.Known.IMAGE`; one that is newer arrives as `PostDataType.Unknown`,
				with its text. What deviates is read:

				- one thing for a list of things, and a list of one for a thing;
				- a text for a number and a number for a text, and `12.0` for `12`;
				- dates with or without a time or a zone (`2026-03-15 10:26:30`), and as milliseconds since 1970;
				- `channels`, as in the REST API, for `channel`;
				- messages and sub-channels of version 5 in each other's place, and messages of the older version among them;
				- tags, join requests and invitations without an envelope, going by all of their keys.

				What cannot be read at all makes the delivery of typed handlers a dead letter that names the
				JSON path; `JsonNode` handlers get it as it is.

				Names are compared without regard to case. A name in *also as* means the same event; one marked † is shared
				with another event, and the shape of the payload tells which it is.

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
		return (type.type() != null)
				? "`" + type.type().getEnclosingClass().getSimpleName() + "." + type.type().getSimpleName() + "`" : "–";
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
