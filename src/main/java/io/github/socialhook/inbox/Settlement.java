package io.github.socialhook.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What is to be written about claimed work. */
public sealed interface Settlement {

	/**
	 * The work this is about.
	 * @return the claim
	 */
	Claim claim();

	/**
	 * Handlers have tried it.
	 *
	 * @param claim the work this is about
	 * @param attempts the attempts that have ended since the claim, one for each handler
	 * @param running the handlers that are still at it; each continues under a claim of
	 * its own, with the same lease and fence
	 */
	record Attempted(Claim claim, List<Attempt> attempts, Set<String> running) implements Settlement {
	}

	/**
	 * No handler takes it.
	 *
	 * @param claim the work this is about
	 */
	record Unhandled(Claim claim) implements Settlement {
	}

	/**
	 * The body cannot be read as JSON.
	 *
	 * @param claim the work this is about
	 * @param failure what is wrong with it
	 */
	record Unreadable(Claim claim, Failure failure) implements Settlement {
	}

	/**
	 * It was not begun and is due again at once, on any node.
	 *
	 * @param claim the work this is about
	 */
	record Released(Claim claim) implements Settlement {
	}

	/**
	 * It was begun, and the stop of this process has interrupted it. It is due again at
	 * once, on any node, and counts as a death of the process.
	 *
	 * @param claim the work this is about, of one handler
	 */
	record Interrupted(Claim claim) implements Settlement {
	}

	/**
	 * It was not begun, and from now on waits for each of its handlers by itself: a
	 * process has died that held it for all of them.
	 *
	 * @param claim the work this is about
	 * @param handlers the handlers that take it
	 */
	record Separated(Claim claim, Set<String> handlers) implements Settlement {
	}

	/**
	 * It is not to be tried before a time, and what was tried does not count.
	 *
	 * @param claim the work this is about
	 * @param until when it is due again
	 */
	record Postponed(Claim claim, Instant until) implements Settlement {
	}

}
