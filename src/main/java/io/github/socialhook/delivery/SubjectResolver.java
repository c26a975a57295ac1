package io.github.socialhook.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Decides what a delivery is about. Deliveries about the same subject are handled in
 * order, and can be searched by it. A bean of this type is asked for every event, before
 * it is stored and answered: it must be quick. Where it throws, the standard subject is
 * used.
 */
@FunctionalInterface
public interface SubjectResolver {

	/**
	 * Returns what a delivery is about.
	 * @param event the name of its event
	 * @param payload its body
	 * @param standard the channel, post, user … that the event itself is about, if it
	 * names one
	 * @return the subject, or null if there is none, so that no order is kept
	 */
	@Nullable Subject resolve(EventName event, Payload payload, @Nullable Subject standard);

}
