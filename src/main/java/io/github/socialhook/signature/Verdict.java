package io.github.socialhook.signature;

import org.jspecify.annotations.Nullable;

/** What the door decides about a request. */
sealed interface Verdict {

	/**
	 * It comes from Social+.
	 *
	 * @param request its verified form
	 */
	record Genuine(VerifiedRequest request) implements Verdict {
	}

	/**
	 * It is not let in.
	 *
	 * @param refusal why
	 * @param cause what probably led to that, a sentence for the person on call
	 */
	record Refused(Refusal refusal, String cause) implements Verdict {

		Refused(Refusal refusal) {
			this(refusal, refusal.cause());
		}

		/** With what was found out, if anything was. */
		static Refused because(Refusal refusal, @Nullable String cause) {
			return new Refused(refusal, (cause != null) ? cause : refusal.cause());
		}

	}

}
