package io.github.socialhook.signature;

import org.jspecify.annotations.Nullable;

/** The decision about a request. */
sealed interface Verdict {

	/**
	 * The request comes from Social+.
	 *
	 * @param request its verified form
	 * @param rotating whether the endpoint accepts several secrets
	 * @param newest whether the newest of them made the signature
	 */
	record Genuine(VerifiedRequest request, boolean rotating, boolean newest) implements Verdict {
	}

	/**
	 * The request is rejected.
	 *
	 * @param reason why
	 * @param cause the likely cause, a sentence for the person on call
	 */
	record Rejected(RejectionReason reason, String cause) implements Verdict {

		Rejected(RejectionReason reason) {
			this(reason, reason.cause());
		}

		/** With the cause that was found, if there is one. */
		static Rejected because(RejectionReason reason, @Nullable String cause) {
			return new Rejected(reason, (cause != null) ? cause : reason.cause());
		}

	}

}
