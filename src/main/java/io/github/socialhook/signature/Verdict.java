package io.github.socialhook.signature;

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
	 */
	record Refused(Refusal refusal) implements Verdict {
	}

}
