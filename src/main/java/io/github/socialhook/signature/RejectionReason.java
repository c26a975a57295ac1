package io.github.socialhook.signature;

import io.github.socialhook.delivery.RequestOutcome;

/** Why a request is rejected. */
enum RejectionReason {

	NOT_FOUND(RequestOutcome.NOT_FOUND, 404, "There is no webhook endpoint at this path.",
			"No endpoint has a path like this: a scanner, a health check, or a URL that was registered with another path."),

	STRANGER(RequestOutcome.STRANGER, 403, "Webhooks are not taken from this address.",
			"The address is none of those that socialhook.source-ips lets in: a stranger, unless Social+ has new ones."),

	NO_SIGNATURE(RequestOutcome.REJECTED, 401, "The header x-amity-signature is missing.",
			"It is not Social+, which signs everything: a scanner, a health check, or a try by hand."),

	SEVERAL_SIGNATURES(RequestOutcome.REJECTED, 401, "The header x-amity-signature must be sent once.",
			"Something on the way doubles headers, or a stranger tries his luck."),

	MALFORMED_SIGNATURE(RequestOutcome.REJECTED, 401,
			"The header x-amity-signature must hold 44 characters of padded, standard Base64.",
			"It is not Social+: a stranger, or a program that writes signatures in another form."),

	WRONG_SIGNATURE(RequestOutcome.REJECTED, 401,
			"The signature does not fit the body. It is made over the exact bytes, with the secret of this URL.",
			"From an address of Social+: the secret is not the one of this URL, or something on the way changes "
					+ "the body. From any other: a stranger."),

	WRONG_METHOD(RequestOutcome.WRONG_METHOD, 405, "Webhooks are sent with POST.",
			"A browser, a scanner or a health check."),

	NO_LENGTH(RequestOutcome.LENGTH_REQUIRED, 411, "The body must be sent with a Content-Length, or in chunks.",
			"The request has no body, or is of HTTP/1.0 and does not say how long it is: let what is in front of this "
					+ "receiver speak HTTP/1.1 (nginx: proxy_http_version 1.1)."),

	BROKEN_BODY(RequestOutcome.ABORTED, 400, "The body ended too early or is not well-formed HTTP.",
			"The sender hung up, or something on the way breaks the request."),

	TOO_SLOW(RequestOutcome.TOO_SLOW, 408, "The body did not arrive in time.",
			"Something on the way holds the body back, or a stranger does so on purpose."),

	TOO_LARGE(RequestOutcome.TOO_LARGE, 413, "The body is larger than this receiver accepts.",
			"A stranger; if it is Social+, raise socialhook.max-body-size."),

	WRONG_TYPE(RequestOutcome.WRONG_TYPE, 415, "Webhooks are sent as application/json.",
			"It is not Social+, or something on the way changes the header Content-Type."),

	ENCODED_BODY(RequestOutcome.WRONG_TYPE, 415, "The body must be sent without a Content-Encoding.",
			"Something on the way compresses the body."),

	NO_ROOM(RequestOutcome.OVERLOADED, 503, "Too much is being received at this moment. Send it again.",
			"Many large or slow bodies come at once, probably from a stranger.");

	private final RequestOutcome outcome;

	private final int status;

	private final String detail;

	private final String cause;

	RejectionReason(RequestOutcome outcome, int status, String detail, String cause) {
		this.outcome = outcome;
		this.status = status;
		this.detail = detail;
		this.cause = cause;
	}

	RequestOutcome outcome() {
		return this.outcome;
	}

	int status() {
		return this.status;
	}

	/** Returns what the sender is told. */
	String detail() {
		return this.detail;
	}

	/** Returns the likely cause, for the person on call. */
	String cause() {
		return this.cause;
	}

}
