package io.github.socialhook.server;

import io.github.socialhook.delivery.RequestOutcome;

/**
 * Why the web server itself refuses a request, before it is known where it is sent to.
 */
enum Refusal {

	TLS(RequestOutcome.BAD_REQUEST,
			"It is a TLS handshake, but this port speaks HTTP without TLS: TLS ends in front of it, and what ends it has to "
					+ "connect with http://, not with https://."),

	PROXY_PROTOCOL(RequestOutcome.BAD_REQUEST,
			"It begins with the PROXY protocol, which this port does not speak: switch it off in the balancer (HAProxy: "
					+ "send-proxy; AWS: proxy_protocol_v2) and let that send X-Forwarded-For."),

	HTTP_2(RequestOutcome.BAD_REQUEST,
			"It is HTTP/2 without TLS: let what is in front speak HTTP/1.1, or set server.http2.enabled."),

	NO_HTTP(RequestOutcome.BAD_REQUEST, "It is no HTTP/1.1: a scanner, or another protocol."),

	HEAD_TOO_LARGE(RequestOutcome.HEAD_TOO_LARGE,
			"The head is larger than server.max-http-request-header-size: raise that if something on the way adds large "
					+ "headers, such as the certificate of a client, or let it add less."),

	TOO_MANY_HEADERS(RequestOutcome.HEAD_TOO_LARGE,
			"There are more headers than server.tomcat.max-header-count would allow, which is 100: a stranger, or "
					+ "something on the way that adds the same ones again and again."),

	MALFORMED_HEADER(RequestOutcome.BAD_REQUEST,
			"A header has characters that headers may not have, or no name: something on the way breaks it, or a stranger."),

	HOST(RequestOutcome.BAD_REQUEST,
			"The header Host is missing, is sent twice, or is no name of a host: mend what is in front (nginx: "
					+ "proxy_set_header Host)."),

	TARGET(RequestOutcome.BAD_REQUEST,
			"The path has characters or escapes that no path of an endpoint has, or the method goes without one: a scanner, "
					+ "or something on the way that rewrites paths."),

	LENGTH(RequestOutcome.BAD_REQUEST,
			"It is not clear where the body ends: Content-Length or Transfer-Encoding is malformed, is sent twice, or is an "
					+ "encoding other than chunked. A stranger, or a broken proxy."),

	CHUNKS_IN_HTTP_1_0(RequestOutcome.BAD_REQUEST,
			"The body comes in chunks, which HTTP/1.0 does not have: let what is in front speak HTTP/1.1 (nginx: "
					+ "proxy_http_version 1.1) or send a Content-Length."),

	EXPECTATION(RequestOutcome.BAD_REQUEST, "The header Expect asks for something other than 100-continue."),

	SLOW_HEAD(RequestOutcome.TOO_SLOW,
			"The head did not arrive in time (server.tomcat.connection-timeout, less while most connections are in use): a "
					+ "stranger who does so on purpose, or something on the way that holds it back."),

	BROKEN_OFF(RequestOutcome.ABORTED, "The sender hung up before the head was complete."),

	STOPPING(RequestOutcome.STOPPING, "This receiver is being stopped: let the balancer take it out before."),

	FAILED(RequestOutcome.FAILED, "Something went wrong in this receiver: see the log above."),

	OTHER(RequestOutcome.BAD_REQUEST, "It is not well-formed HTTP/1.1: a stranger, or a broken proxy.");

	private final RequestOutcome outcome;

	private final String cause;

	Refusal(RequestOutcome outcome, String cause) {
		this.outcome = outcome;
		this.cause = cause;
	}

	RequestOutcome outcome() {
		return this.outcome;
	}

	/** Returns the likely cause and what to do, for the person on call. */
	String cause() {
		return this.cause;
	}

}
