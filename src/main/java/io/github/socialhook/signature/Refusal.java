package io.github.socialhook.signature;

import io.github.socialhook.delivery.RequestOutcome;

/** Why a request is not let in. */
enum Refusal {

	NO_SIGNATURE(RequestOutcome.REJECTED, 401, "The header x-amity-signature is missing."),

	SEVERAL_SIGNATURES(RequestOutcome.REJECTED, 401, "The header x-amity-signature must be sent once."),

	MALFORMED_SIGNATURE(RequestOutcome.REJECTED, 401,
			"The header x-amity-signature must hold 44 characters of padded, standard Base64."),

	WRONG_SIGNATURE(RequestOutcome.REJECTED, 401,
			"The signature does not fit the body. It is made over the exact bytes, with the secret of this URL."),

	WRONG_METHOD(RequestOutcome.WRONG_METHOD, 405, "Webhooks are sent with POST."),

	BROKEN_BODY(RequestOutcome.ABORTED, 400, "The body ended too early or is not well-formed HTTP."),

	TOO_SLOW(RequestOutcome.TOO_SLOW, 408, "The body did not arrive in time."),

	TOO_LARGE(RequestOutcome.TOO_LARGE, 413, "The body is larger than this receiver accepts."),

	WRONG_TYPE(RequestOutcome.WRONG_TYPE, 415, "Webhooks are sent as application/json."),

	ENCODED_BODY(RequestOutcome.WRONG_TYPE, 415, "The body must be sent without a Content-Encoding."),

	NO_ROOM(RequestOutcome.OVERLOADED, 503, "Too much is being received at this moment. Send it again.");

	private final RequestOutcome outcome;

	private final int status;

	private final String detail;

	Refusal(RequestOutcome outcome, int status, String detail) {
		this.outcome = outcome;
		this.status = status;
		this.detail = detail;
	}

	RequestOutcome outcome() {
		return this.outcome;
	}

	int status() {
		return this.status;
	}

	String detail() {
		return this.detail;
	}

}
