package io.github.socialhook.event.catalogue;

import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.socialhook.event.model.Message;
import io.github.socialhook.event.model.MessageFeed;
import io.github.socialhook.event.model.MessageV3;
import io.github.socialhook.event.model.MessageV5;
import tools.jackson.databind.JsonNode;

/**
 * What stands among the messages of an event, going by all of its keys, because any of
 * them may be absent.
 */
public enum MessageShape {

	/** A message of the older form. */
	MESSAGE_V1,
	/** A message of version 5. */
	MESSAGE_V5,
	/** A sub-channel of version 5. */
	FEED,
	/** Nothing, or nothing whose keys tell it from the others. */
	UNKNOWN;

	private static final Set<String> V1 = keys(Message.class);

	private static final Set<String> V5 = keys(MessageV5.class);

	private static final Set<String> FEEDS = keys(MessageFeed.class);

	/** Keys that no message of the older form has, in whichever event. */
	private static final Set<String> SINCE_V5 = without(union(V5, FEEDS), union(V1, keys(MessageV3.class)));

	private static final Set<String> UNTIL_V5 = without(V1, union(V5, FEEDS));

	private static final Set<String> OF_FEEDS = without(FEEDS, union(V1, V5));

	private static final Set<String> OF_MESSAGES = without(union(V1, V5), FEEDS);

	/**
	 * The shape of what was sent.
	 * @param sent one element, or an array of which the first counts
	 */
	public static MessageShape of(JsonNode sent) {
		JsonNode element = sent.isArray() ? sent.path(0) : sent;
		if (isFeed(element)) {
			return FEED;
		}
		long newer = count(element, SINCE_V5);
		long older = count(element, UNTIL_V5);
		if (newer == older) {
			return UNKNOWN;
		}
		return (newer > older) ? MESSAGE_V5 : MESSAGE_V1;
	}

	/** A message of version 5 names its feed, too, and has an id of its own. */
	private static boolean isFeed(JsonNode element) {
		return !element.has("messageId")
				&& count(element, OF_FEEDS) + count(element, Set.of("messageFeedId")) > count(element, OF_MESSAGES);
	}

	private static long count(JsonNode element, Set<String> keys) {
		return keys.stream().filter(element::has).count();
	}

	private static Set<String> keys(Class<? extends Record> type) {
		Set<String> keys = new HashSet<>();
		for (RecordComponent component : type.getRecordComponents()) {
			JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
			keys.add((property != null) ? property.value() : component.getName());
		}
		return keys;
	}

	private static Set<String> union(Set<String> some, Set<String> others) {
		Set<String> union = new HashSet<>(some);
		union.addAll(others);
		return union;
	}

	private static Set<String> without(Set<String> some, Set<String> others) {
		Set<String> difference = new HashSet<>(some);
		difference.removeAll(others);
		return difference;
	}

}
