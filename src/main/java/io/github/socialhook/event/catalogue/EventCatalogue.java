package io.github.socialhook.event.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.socialhook.event.SocialEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The events of Social+ by name.
 */
public final class EventCatalogue {

	/** Under this prefix a push notification is catalogued; it is sent without it. */
	public static final String PUSH_PREFIX = "push-notification/";

	private static final Pattern FAMILY = Pattern.compile("(?:push-notification/)?(?:v\\d+\\.)?([^.]*).*");

	private static final List<EventType> TYPES = EventTypes.all();

	private static final Map<String, EventType> BY_NAME = byName();

	private static final Map<Class<?>, EventType> BY_TYPE = byType();

	private static final Map<String, EventSubject> BY_FAMILY = byFamily();

	private static final Map<String, String> ID_FIELDS = idFields();

	private EventCatalogue() {
	}

	/** Every event that is known, by group. */
	public static List<EventType> types() {
		return TYPES;
	}

	/**
	 * The event of this name or alias, whatever its case. Where two events share a name,
	 * it is the one catalogued under it.
	 */
	public static Optional<EventType> find(String name) {
		return Optional.ofNullable(lookUp(name));
	}

	/** The catalogued name that is most similar to a mistyped one, if any is similar. */
	public static Optional<String> nearest(String mistyped) {
		String typed = key(mistyped);
		int least = Math.max(2, typed.length() / 3) + 1;
		String nearest = null;
		for (EventType type : TYPES) {
			for (String name : names(type)) {
				int distance = EditDistance.between(typed, key(name));
				if (distance < least) {
					least = distance;
					nearest = type.name();
				}
			}
		}
		return Optional.ofNullable(nearest);
	}

	/**
	 * Finds the event of a body: by its name, and where two events share a name or none
	 * is sent, by its shape.
	 * @param name the name as sent, or null if none is
	 * @param data the payload
	 */
	public static Optional<EventType> identify(@Nullable String name, JsonNode data) {
		if (name == null) {
			return Optional.ofNullable(EventShapes.ofBare(data));
		}
		return find(name).map((type) -> EventShapes.tellApart(type, data));
	}

	/**
	 * The types that all shapes of one event fulfil, such as {@code MessageCreated}: each
	 * a sealed interface that permits the records of these shapes.
	 */
	public static List<Class<?>> commonTypes() {
		return EventShapes.common();
	}

	private static @Nullable EventType lookUp(String name) {
		EventType exact = BY_NAME.get(name);
		return (exact != null) ? exact : BY_NAME.get(key(name));
	}

	/** The entry of a record; each has one. */
	static EventType of(Class<? extends SocialEvent> type) {
		return Objects.requireNonNull(BY_TYPE.get(type));
	}

	/**
	 * What an event is about; where the name is not known, what its family is about, so
	 * that {@code post.didWhatever} keeps its place among the events of its post.
	 */
	public static @Nullable EventSubject subjectOf(String name) {
		EventType type = lookUp(name);
		return (type != null) ? type.subject() : BY_FAMILY.get(family(name));
	}

	/** What a body without a name is about, given the containers it has an id in. */
	public static @Nullable EventSubject subjectOfUnnamed(Set<String> containers) {
		return EventShapes.subjectOfBare(containers);
	}

	/**
	 * The field that holds the id in this container, empty for an id that stands alone.
	 */
	public static @Nullable String idField(String container) {
		return ID_FIELDS.get(container);
	}

	private static Map<String, EventType> byName() {
		Map<String, EventType> byName = new HashMap<>();
		for (EventType type : TYPES) {
			for (String name : names(type)) {
				byName.put(name, type);
				byName.put(key(name), type);
			}
		}
		return Map.copyOf(byName);
	}

	private static Map<Class<?>, EventType> byType() {
		Map<Class<?>, EventType> byType = new HashMap<>();
		for (EventType type : TYPES) {
			if (type.type() != null) {
				byType.put(type.type(), type);
			}
		}
		return Map.copyOf(byType);
	}

	private static Map<String, EventSubject> byFamily() {
		Map<String, EventSubject> byFamily = new HashMap<>();
		for (EventType type : TYPES) {
			if (type.subject() != null) {
				byFamily.putIfAbsent(family(type.name()), type.subject());
			}
		}
		return Map.copyOf(byFamily);
	}

	private static Map<String, String> idFields() {
		return TYPES.stream()
			.map(EventType::subject)
			.filter(Objects::nonNull)
			.flatMap((subject) -> subject.ids().stream())
			.distinct()
			.collect(Collectors.toUnmodifiableMap(IdPath::container, IdPath::field));
	}

	private static List<String> names(EventType type) {
		return Stream.concat(Stream.of(type.name()), type.aliases().stream()).toList();
	}

	private static String family(String name) {
		return FAMILY.matcher(key(name)).replaceFirst("$1");
	}

	private static String key(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

}
