package io.github.socialhook.event.catalogue;

import java.time.LocalDate;
import java.util.List;

import io.github.socialhook.event.SocialEvent;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the catalogue.
 *
 * @param name the name under which the event is catalogued, and almost always sent
 * @param group the group it belongs to, such as {@code channel}
 * @param type the record it is read as, or null if only its name is known
 * @param aliases other names that mean this event and no other
 * @param sharedNames names that it shares with another event, from which its shape tells
 * it
 * @param deprecatedSince since when Social+ calls it deprecated
 * @param certainty how sure it is that it is sent under its name
 * @param subject what it is about, or null if that is not known
 */
public record EventType(String name, String group, @Nullable Class<? extends SocialEvent> type, List<String> aliases,
		List<String> sharedNames, @Nullable LocalDate deprecatedSince, Certainty certainty,
		@Nullable EventSubject subject) {

	EventType alias(String alias) {
		return new EventType(this.name, this.group, this.type, List.of(alias), this.sharedNames, this.deprecatedSince,
				this.certainty, this.subject);
	}

	EventType sharing(String... names) {
		return new EventType(this.name, this.group, this.type, this.aliases, List.of(names), this.deprecatedSince,
				this.certainty, this.subject);
	}

	EventType as(Certainty other) {
		return new EventType(this.name, this.group, this.type, this.aliases, this.sharedNames, this.deprecatedSince,
				other, this.subject);
	}

	EventType about(EventSubject other) {
		return new EventType(this.name, this.group, this.type, this.aliases, this.sharedNames, this.deprecatedSince,
				this.certainty, other);
	}

}
