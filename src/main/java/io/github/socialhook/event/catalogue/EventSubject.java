package io.github.socialhook.event.catalogue;

import java.util.Arrays;
import java.util.List;

/**
 * What events are about: the kind of thing, and where in the payload its id stands.
 * <p>
 * Events about the same thing are handled in the order they came, so the subject is the
 * smallest thing that needs this order. A message event is about its message, not its
 * channel: create, update, flag and delete of one message stay in order, while one slow
 * message does not hold up a busy channel, whose order its messages carry anyway as
 * {@code channelSegment}. A follow is about the follower, because a followed user may
 * have millions of followers, whose events would all wait for each other.
 *
 * @param kind what it is, such as {@code channel}
 * @param ids where its id may stand, the best place first
 */
public record EventSubject(String kind, List<IdPath> ids) {

	static EventSubject of(String kind, String... paths) {
		return new EventSubject(kind, Arrays.stream(paths).map(IdPath::of).toList());
	}

	/** Whether its id may stand in this container. */
	public boolean isFoundIn(String container) {
		return this.ids.stream().anyMatch((id) -> id.container().equals(container));
	}

}
