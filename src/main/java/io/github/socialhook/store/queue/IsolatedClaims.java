package io.github.socialhook.store.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.socialhook.delivery.Subject;
import io.github.socialhook.inbox.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is to be handled with nothing else beside it from the rest. What follows it
 * in the order of its subject has to wait for it.
 */
final class IsolatedClaims {

	private IsolatedClaims() {
	}

	/** Returns those of a list in order that may be handled beside others. */
	static List<Claim> leaveOut(List<Claim> found) {
		if (found.stream().noneMatch(Claim::isIsolated)) {
			return found;
		}
		List<Claim> others = new ArrayList<>();
		Set<Subject> waiting = new HashSet<>();
		for (Claim claim : found) {
			Subject subject = orderOf(claim);
			boolean follows = subject != null && waiting.contains(subject);
			if (!claim.isIsolated() && !follows) {
				others.add(claim);
			}
			else if (subject != null) {
				waiting.add(subject);
			}
		}
		return others;
	}

	/** Returns those of a list in order that are to be isolated, and whose turn it is. */
	static List<Claim> only(List<Claim> found) {
		List<Claim> isolated = new ArrayList<>();
		Set<Subject> earlier = new HashSet<>();
		for (Claim claim : found) {
			Subject subject = orderOf(claim);
			if ((subject == null || earlier.add(subject)) && claim.isIsolated()) {
				isolated.add(claim);
			}
		}
		return isolated;
	}

	/** Returns the subject in whose order it comes; a further attempt has left it. */
	private static @Nullable Subject orderOf(Claim claim) {
		return (claim.attempts() == 0) ? claim.delivery().subject() : null;
	}

}
