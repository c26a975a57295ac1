package io.github.socialhook.event.reader;

import org.jspecify.annotations.Nullable;

/**
 * The name of an event, and what it is about.
 *
 * @param name the {@code event} as sent; for a push notification the name under which it
 * is catalogued
 * @param subjectKind the kind of thing it is about, such as {@code channel}
 * @param subjectId the id of that thing; present if and only if the kind is
 */
public record EventLabel(@Nullable String name, @Nullable String subjectKind, @Nullable String subjectId) {

	static final EventLabel BLANK = new EventLabel(null, null, null);

}
