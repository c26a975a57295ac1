package io.github.socialhook.event.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.socialhook.event.Documentation;
import io.github.socialhook.event.Documentation.Entry;
import io.github.socialhook.event.SocialEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of names says what the catalogue of all sources says.
 */
class EventCatalogueTests {

	static final List<Entry> ENTRIES = Documentation.ENTRIES;

	@Test
	void knowsEveryNameAndNoOther() {
		assertThat(EventCatalogue.types()).extracting(EventType::name)
			.containsExactlyInAnyOrderElementsOf(ENTRIES.stream().map(Entry::name).toList());
	}

	@ParameterizedTest
	@FieldSource("ENTRIES")
	void saysWhatIsKnownOfTheName(Entry entry) {
		EventType type = entry.type();
		assertThat(type.name()).isEqualTo(entry.name());
		assertThat(type.type() != null).isEqualTo(entry.isDocumented());
		assertThat(type.deprecatedSince() != null).isEqualTo(entry.isDeprecated());
		assertThat(type.certainty()).isEqualTo(certainty(entry));
		List<String> names = new ArrayList<>(type.sharedNames());
		names.addAll(type.aliases());
		names.removeIf((name) -> name.contains("/text-mention-") || name.equalsIgnoreCase(entry.name()));
		List<String> alternatives = entry.alternatives();
		alternatives.removeIf((name) -> name.equalsIgnoreCase(entry.name()));
		assertThat(names).containsExactlyInAnyOrderElementsOf(alternatives);
	}

	@Test
	void neverUsesANameTwice() {
		Set<String> seen = new HashSet<>();
		for (EventType type : EventCatalogue.types()) {
			assertThat(seen.add(type.name().toLowerCase(Locale.ROOT))).as(type.name()).isTrue();
			type.aliases().forEach((alias) -> assertThat(seen.add(alias.toLowerCase(Locale.ROOT))).as(alias).isTrue());
		}
	}

	@Test
	void sharesOnlyNamesOfOtherEvents() {
		for (EventType type : EventCatalogue.types()) {
			assertThat(type.sharedNames())
				.allSatisfy((name) -> assertThat(EventCatalogue.find(name).map(EventType::name)).contains(name)
					.isNotEqualTo(type.name()));
		}
	}

	@Test
	void hasATypeForEveryRecordAndARecordForEveryType() {
		List<Class<?>> records = new ArrayList<>();
		for (Class<?> group : SocialEvent.class.getPermittedSubclasses()) {
			records.addAll(List.of(group.getPermittedSubclasses()));
		}
		assertThat(EventCatalogue.types().stream().map(EventType::type).filter((type) -> type != null))
			.containsExactlyInAnyOrderElementsOf(cast(records));
	}

	@Test
	void marksDeprecatedEventsInTheirGroup() {
		for (EventType type : EventCatalogue.types()) {
			if (type.type() != null) {
				Deprecated deprecated = type.type().getAnnotation(Deprecated.class);
				assertThat((deprecated != null) ? deprecated.since() : null)
					.isEqualTo((type.deprecatedSince() != null) ? type.deprecatedSince().toString() : null);
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "post.didApprove, v3.post.didApprove", "V3.Post.DidApprove, v3.post.didApprove",
			"message.didClearFlag, message.didClearflag", "follow.didDecineRequest, follow.didDeclineRequest",
			"channel.created, channel.created", "push-notification/channel.created, push-notification/channel.created",
			"push-notification/text-mention-post.created, push-notification/mention-post.created",
			"v3.video-streaming.didStart, v3.video-streaming.didStart",
			"video-streaming.didStart, video-streaming.didStart", "v5.message.didCreate, v5.message.didCreate",
			"message.didCreate, message.didCreate" })
	void findsByNameAliasAndAnyCase(String name, String expected) {
		assertThat(EventCatalogue.find(name).map(EventType::name)).contains(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "channel", "v3.channel.didCreate", "v4.post.didCreate", "post.", "didCreate" })
	void doesNotGuessVersions(String name) {
		assertThat(EventCatalogue.find(name)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "chanel.didCreate, channel.didCreate", "post.didAprove, v3.post.didApprove",
			"v3.post.didApporve, v3.post.didApprove", "user.profilReset, user.profileReset",
			"channel.didCreat, channel.didCreate", "channel.create, channel.created" })
	void suggestsTheNearestName(String mistyped, String nearest) {
		assertThat(EventCatalogue.nearest(mistyped)).contains(nearest);
	}

	@Test
	void suggestsNothingForSomethingElse() {
		assertThat(EventCatalogue.nearest("invoice.paid.in.full")).isEmpty();
		assertThat(EventCatalogue.nearest("")).isEmpty();
	}

	private static Certainty certainty(Entry entry) {
		if (entry.name().startsWith("tag.")) {
			return Certainty.WITHDRAWN;
		}
		if (entry.name().matches("v3\\.post\\.did(Create|Update|Delete)")) {
			return Certainty.CONFIRMED;
		}
		return switch (entry.evidence().substring(0, 9)) {
			case "enum lite" -> Certainty.STATED;
			case "CONFLICT:" -> Certainty.CONTRADICTED;
			case "path segm" -> Certainty.IMPLIED;
			case "deprecati" -> Certainty.LISTED;
			case "overview " -> Certainty.OVERVIEW;
			case "how-to gu" -> Certainty.GUIDE;
			default -> throw new IllegalStateException(entry.evidence());
		};
	}

	@SuppressWarnings("unchecked")
	private static List<Class<? extends SocialEvent>> cast(List<Class<?>> records) {
		return (List<Class<? extends SocialEvent>>) (List<?>) records;
	}

}
