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
	 * A poll was created. The reference shows the name in its path only.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/poll/index.yaml">the
	 * API reference</a>
	 */
	record DidCreate(List<Poll> polls, List<UserV3> users) implements PollEvent {
	}

	/**
	 * A poll was updated. The reference shows the name in its path only.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/poll/index.yaml">the
	 * API reference</a>
	 */
	record DidUpdate(List<Poll> polls, List<UserV3> users) implements PollEvent {
	}

	/**
	 * A vote was cast in a poll. The reference shows the name in its path only. Who voted
	 * is not documented.
	 *
	 * @see <a href=
	 * "https://github.com/AmityCo/apidocs/blob/8de9d231138a1b2f2d6db04c3a3067d8ce407501/webhook/poll/index.yaml">the
	 * API reference</a>
	 */
	record DidVote(List<Poll> polls, List<UserV3> users) implements PollEvent {
	}

}
