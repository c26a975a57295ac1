package io.github.socialhook.event.reader;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventSubject;
import io.github.socialhook.event.catalogue.IdPath;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One pass over a body. It collects every id that may be the subject, because the name
 * may come last; once the name is known, it looks only for the subject of that event.
 */
final class Scan {

	private static final int LONGEST = 200;

	private final JsonParser parser;

	private final Map<String, String> ids = new HashMap<>();

	private @Nullable String event;

	private @Nullable String eventName;

	private boolean isPushed;

	private boolean isNamed;

	private @Nullable EventSubject subject;

	Scan(JsonParser parser) {
		this.parser = parser;
	}

	void walk() {
		object(this.parser.nextToken(), this::body);
	}

	/** What has been found so far. */
	EventLabel label() {
		String name = name();
		EventSubject subject = (name != null) ? EventCatalogue.subjectOf(name)
				: EventCatalogue.subjectOfUnnamed(this.ids.keySet());
		if (subject != null) {
			for (IdPath path : subject.ids()) {
				String id = this.ids.get(path.container());
				if (id != null) {
					return new EventLabel(name, subject.kind(), id);
				}
			}
		}
		return new EventLabel(name, null, null);
	}

	private void body(String key, JsonToken token) {
		switch (key) {
			case "event" -> {
				this.event = text(token);
				named();
			}
			case "eventType" -> {
				this.isPushed = true;
				this.parser.skipChildren();
				named();
			}
			case "data" -> oneOrMany(token, this::data);
			default -> candidate(key, token);
		}
	}

	private void data(String key, JsonToken token) {
		if (key.equals("eventName")) {
			this.eventName = text(token);
			named();
		}
		else {
			candidate(key, token);
		}
	}

	private void candidate(String key, JsonToken token) {
		String idField = EventCatalogue.idField(key);
		if (idField == null || (this.subject != null && !this.subject.isFoundIn(key))) {
			this.parser.skipChildren();
		}
		else if (idField.isEmpty()) {
			note(key, token);
		}
		else {
			oneOrMany(token, (field, value) -> {
				if (field.equals(idField)) {
					note(key, value);
				}
				else {
					this.parser.skipChildren();
				}
			});
		}
	}

	private void oneOrMany(JsonToken token, BiConsumer<String, JsonToken> field) {
		if (token != JsonToken.START_ARRAY) {
			object(token, field);
			return;
		}
		JsonToken first = this.parser.nextToken();
		if (first == JsonToken.END_ARRAY) {
			return;
		}
		object(first, field);
		while (!isDone() && this.parser.nextToken() != JsonToken.END_ARRAY) {
			this.parser.skipChildren();
		}
	}

	private void object(@Nullable JsonToken token, BiConsumer<String, JsonToken> field) {
		if (token != JsonToken.START_OBJECT) {
			this.parser.skipChildren();
			return;
		}
		String key = this.parser.nextName();
		while (key != null) {
			field.accept(key, this.parser.nextToken());
			key = isDone() ? null : this.parser.nextName();
		}
	}

	private void note(String container, JsonToken token) {
		String id = (token == JsonToken.VALUE_NUMBER_INT) ? this.parser.getString() : text(token);
		if (id != null && id.length() <= LONGEST) {
			this.ids.putIfAbsent(container, id);
		}
	}

	private void named() {
		String name = (this.event != null || this.isPushed) ? name() : null;
		this.isNamed = name != null;
		this.subject = (name != null) ? EventCatalogue.subjectOf(name) : null;
	}

	private @Nullable String name() {
		if (this.event != null || this.eventName == null) {
			return this.event;
		}
		String name = EventCatalogue.PUSH_PREFIX + this.eventName;
		return (name.length() <= LONGEST) ? name : null;
	}

	private boolean isDone() {
		return this.isNamed
				&& (this.subject == null || this.ids.containsKey(this.subject.ids().getFirst().container()));
	}

	/** The text, or null if it is not suited to be stored and shown. */
	private @Nullable String text(JsonToken token) {
		if (token != JsonToken.VALUE_STRING) {
			this.parser.skipChildren();
			return null;
		}
		if (this.parser.getStringLength() > LONGEST) {
			return null;
		}
		String text = this.parser.getString();
		return (!text.isBlank() && text.codePoints().noneMatch(Scan::isUnfit)) ? text : null;
	}

	private static boolean isUnfit(int codePoint) {
		return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
	}

}
