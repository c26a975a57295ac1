package io.github.socialhook.server;

import io.github.socialhook.delivery.RequestOutcome;

/**
 * Why the web server itself refuses a request, before it is known where it is sent to.
 */
enum Refusal {

	TLS(RequestOutcome.BAD_REQUEST,
			"It is a TLS handshake, but this port speaks HTTP without TLS: terminate TLS at the proxy, and let it "
					+ "connect with http://, not with https://."),

	PROXY_PROTOCOL(RequestOutcome.BAD_REQUEST,
			"It begins with the PROXY protocol, which this port does not support: disable it in the load balancer "
					+ "(HAProxy: " + "send-proxy; AWS: proxy_protocol_v2) and let that send X-Forwarded-For instead."),

	HTTP_2(RequestOutcome.BAD_REQUEST,
			"It is HTTP/2 without TLS: configure the proxy to use HTTP/1.1, or set server.http2.enabled."),

	NO_HTTP(RequestOutcome.BAD_REQUEST, "It is not HTTP/1.1: a scanner, or another protocol."),

	HEAD_TOO_LARGE(RequestOutcome.HEAD_TOO_LARGE,
			"The headers are larger than server.max-http-request-header-size: raise it if a proxy adds large "
					+ "headers, such as a client certificate, or let the proxy add less."),

	TOO_MANY_HEADERS(RequestOutcome.HEAD_TOO_LARGE,
			"There are more headers than server.tomcat.max-header-count, which is 100: a scanner, or a proxy that "
					+ "adds the same headers repeatedly."),

	MALFORMED_HEADER(RequestOutcome.BAD_REQUEST,
			"A header has invalid characters or no name: a scanner, or a proxy that corrupts headers."),

	HOST(RequestOutcome.BAD_REQUEST,
			"The header Host is missing, repeated, or not a host name: fix the proxy (nginx: "
					+ "proxy_set_header Host)."),

	TARGET(RequestOutcome.BAD_REQUEST,
			"The path is missing, or has characters or escapes that endpoint paths cannot have: a scanner, or a "
					+ "proxy that rewrites paths."),

	LENGTH(RequestOutcome.BAD_REQUEST,
			"The length of the body is ambiguous: Content-Length or Transfer-Encoding is malformed, repeated, or an "
					+ "encoding other than chunked. A scanner, or a broken proxy."),

	CHUNKS_IN_HTTP_1_0(RequestOutcome.BAD_REQUEST,
			"The body is chunked, which HTTP/1.0 does not support: configure the proxy to use HTTP/1.1 (nginx: "
					+ "proxy_http_version 1.1) or to send a Content-Length."),

	EXPECTATION(RequestOutcome.BAD_REQUEST, "The header Expect asks for something other than 100-continue."),

	SLOW_HEAD(RequestOutcome.TOO_SLOW,
			"The headers did not arrive in time (server.tomcat.connection-timeout, less while most connections are "
					+ "in use): a deliberately slow client, or a proxy that delays them."),

	BROKEN_OFF(RequestOutcome.ABORTED, "The client closed the connection before the headers were complete."),

	STOPPING(RequestOutcome.STOPPING, "This receiver is shutting down: remove it from the load balancer first."),

	FAILED(RequestOutcome.FAILED, "An internal error occurred: see the log above."),

	OTHER(RequestOutcome.BAD_REQUEST, "It is not well-formed HTTP/1.1: a scanner, or a broken proxy.");

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
