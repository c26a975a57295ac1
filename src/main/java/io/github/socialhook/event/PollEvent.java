package io.github.socialhook.event;

import java.util.List;

import io.github.socialhook.event.model.Poll;
import io.github.socialhook.event.model.UserV3;

/**
 * What happens to a poll.
 */
public sealed interface PollEvent extends SocialEvent {

	List<Poll> polls();

	List<UserV3> users();

	/**
	 * A poll was created. Sent as {@code poll.didCreate}, going by the path in the
	 * reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/poll/index.yaml">reference</a>
	 */
	record DidCreate(List<Poll> polls, List<UserV3> users) implements PollEvent {
	}

	/**
	 * A poll was updated. Sent as {@code poll.didUpdate}, going by the path in the
	 * reference.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/poll/index.yaml">reference</a>
	 */
	record DidUpdate(List<Poll> polls, List<UserV3> users) implements PollEvent {
	}

	/**
	 * A vote was cast in a poll. Sent as {@code poll.didVote}, going by the path in the
	 * reference. Who voted is not documented.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/poll/index.yaml">reference</a>
	 */
	record DidVote(List<Poll> polls, List<UserV3> users) implements PollEvent {
	}

}
