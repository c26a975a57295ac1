package io.github.socialhook.event.catalogue;

import java.time.LocalDate;
import java.util.List;

import io.github.socialhook.event.SocialEvent;
import org.jspecify.annotations.Nullable;

/**
 * The events of one group, which are about one kind of thing, and whose names are equally
 * sure, unless they say otherwise.
 */
record EventGroup(String group, @Nullable EventSubject subject, Certainty certainty) {

	private static final LocalDate DEPRECATION = LocalDate.of(2022, 6, 20);

	EventType event(String name, Class<? extends SocialEvent> type) {
		return new EventType(name, this.group, type, List.of(), List.of(), null, this.certainty, this.subject);
	}

	/** An event whose name is sent with the prefix or without. */
	EventType v3(String name, Class<? extends SocialEvent> type) {
		return event("v3." + name, type).alias(name);
	}

	/** An event that Social+ gave up; all of them on one day. */
	EventType deprecated(String name, Class<? extends SocialEvent> type) {
		return new EventType(name, this.group, type, List.of(), List.of(), DEPRECATION, Certainty.LISTED, this.subject);
	}

	/** An event of which no more than the name is known. */
	EventType name(String name, Certainty certainty) {
		return new EventType(name, this.group, null, List.of(), List.of(), null, certainty, this.subject);
	}

}
