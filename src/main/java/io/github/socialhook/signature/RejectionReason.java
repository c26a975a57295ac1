package io.github.socialhook.signature;

import io.github.socialhook.delivery.RequestOutcome;

/** Why a request is rejected. */
enum RejectionReason {

	NOT_FOUND(RequestOutcome.NOT_FOUND, 404, "There is no webhook endpoint at this path.",
			"No endpoint has a path like this: a scanner, a health check, or a URL that was registered with another "
					+ "path."),

	STRANGER(RequestOutcome.STRANGER, 403, "Webhooks are not accepted from this address.",
			"The address is not allowed by socialhook.source-ips: a stranger, unless Social+ has new addresses."),

	NO_SIGNATURE(RequestOutcome.REJECTED, 401, "The header x-amity-signature is missing.",
			"It is not Social+, which signs every request: a scanner, a health check, or a manual test."),

	SEVERAL_SIGNATURES(RequestOutcome.REJECTED, 401, "The header x-amity-signature must be sent once.",
			"An intermediary repeats headers, or the request is forged."),

	MALFORMED_SIGNATURE(RequestOutcome.REJECTED, 401,
			"The header x-amity-signature must have 44 characters of padded, standard Base64.",
			"It is not Social+: a forged request, or a program with another signature format."),

	WRONG_SIGNATURE(RequestOutcome.REJECTED, 401,
			"The signature does not match the body. It is computed over the exact bytes, with the secret of this URL.",
			"From an address of Social+: the secret does not belong to this URL, or an intermediary changes the "
					+ "body. From any other address: a forged request."),

	WRONG_METHOD(RequestOutcome.WRONG_METHOD, 405, "Webhooks are sent with POST.",
			"A browser, a scanner or a health check."),

	NO_LENGTH(RequestOutcome.LENGTH_REQUIRED, 411, "The body must be sent with a Content-Length, or in chunks.",
			"The request has no body, or is HTTP/1.0 without a length: configure the proxy to use HTTP/1.1 (nginx: "
					+ "proxy_http_version 1.1)."),

	BROKEN_BODY(RequestOutcome.ABORTED, 400, "The body ended too early or is not well-formed HTTP.",
			"The client closed the connection, or an intermediary corrupts the request."),

	TOO_SLOW(RequestOutcome.TOO_SLOW, 408, "The body did not arrive in time.",
			"An intermediary delays the body, or the client is deliberately slow."),

	TOO_LARGE(RequestOutcome.TOO_LARGE, 413, "The body is larger than this receiver accepts.",
			"Usually not Social+; if it is, raise socialhook.max-body-size."),

	WRONG_TYPE(RequestOutcome.WRONG_TYPE, 415, "Webhooks are sent as application/json.",
			"It is not Social+, or an intermediary changes the header Content-Type."),

	ENCODED_BODY(RequestOutcome.WRONG_TYPE, 415, "The body must be sent without a Content-Encoding.",
			"An intermediary compresses the body."),

	NO_ROOM(RequestOutcome.OVERLOADED, 503, "Too many requests are being received. Send the request again.",
			"Many large or slow bodies arrive at once, probably not from Social+.");

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

	/** Returns the detail of the response. */
	String detail() {
		return this.detail;
	}

	/** Returns the likely cause, for the person on call. */
	String cause() {
		return this.cause;
	}

}
