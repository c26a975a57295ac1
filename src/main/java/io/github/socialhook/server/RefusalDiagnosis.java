package io.github.socialhook.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why Tomcat refuses a request, from what it has parsed and what it has not.
 */
final class RefusalDiagnosis {

	private static final byte[] TLS = { 0x16, 0x03 };

	private static final byte[] PROXY = "PROXY ".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] PROXY_2 = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);

	/** What Tomcat says; the type of the exception alone does not tell. */
	private static final String HEAD_TOO_LARGE = StringManager.getManager(Http11InputBuffer.class)
		.getString("iib.requestheadertoolarge.error");

	private RefusalDiagnosis() {
	}

	/**
	 * Returns the reason for a refusal.
	 * @param status the status code that Tomcat has chosen
	 */
	static Refusal of(Request request, int status) {
		Refusal byBytes = byFirstBytes(request);
		if (byBytes != null) {
			return byBytes;
		}
		return switch (status) {
			case HttpServletResponse.SC_EXPECTATION_FAILED -> Refusal.EXPECTATION;
			case HttpServletResponse.SC_SERVICE_UNAVAILABLE -> Refusal.STOPPING;
			case HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED -> Refusal.NO_HTTP;
			case HttpServletResponse.SC_INTERNAL_SERVER_ERROR -> Refusal.FAILED;
			default -> byParts(request);
		};
	}

	private static @Nullable Refusal byFirstBytes(Request request) {
		if (startsWith(request, TLS)) {
			return Refusal.TLS;
		}
		return (startsWith(request, PROXY) || startsWith(request, PROXY_2)) ? Refusal.PROXY_PROTOCOL : null;
	}

	/** Whether the buffer of a request that is still being parsed starts with bytes. */
	private static boolean startsWith(Request request, byte[] start) {
		return request.getInputBuffer() instanceof Http11InputBuffer input && startsWith(input.getByteBuffer(), start);
	}

	private static boolean startsWith(ByteBuffer buffer, byte[] start) {
		return buffer.limit() >= start.length
				&& buffer.duplicate().rewind().slice(0, start.length).equals(ByteBuffer.wrap(start));
	}

	/** Whether a head has begun: line ends alone are no head. */
	static boolean hasBegun(Request request) {
		if (!(request.getInputBuffer() instanceof Http11InputBuffer input)) {
			return false;
		}
		ByteBuffer head = input.getByteBuffer();
		for (int i = 0; head != null && i < head.limit(); i++) {
			if (head.get(i) != '\r' && head.get(i) != '\n') {
				return true;
			}
		}
		return false;
	}

	private static Refusal byParts(Request request) {
		Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
		if (failure instanceof IllegalStateException) {
			return Refusal.TOO_MANY_HEADERS;
		}
		if (failure instanceof Throwable thrown && HEAD_TOO_LARGE.equals(thrown.getMessage())) {
			return Refusal.HEAD_TOO_LARGE;
		}
		if (request.getMethod() == null || request.protocol().isNull()) {
			return Refusal.NO_HTTP;
		}
		if (request.requestURI().isNull()) {
			return Refusal.TARGET;
		}
		if (request.getAttribute(SlowClientProcessor.INVALID_HOST) != null || count(request, "Host") > 1
				|| (count(request, "Host") == 0 && !isVersion10(request))) {
			return (failure != null && request.getAttribute(SlowClientProcessor.INVALID_HOST) == null)
					? Refusal.MALFORMED_HEADER : Refusal.HOST;
		}
		if (failure != null) {
			return Refusal.MALFORMED_HEADER;
		}
		return byLength(request);
	}

	private static Refusal byLength(Request request) {
		boolean chunked = count(request, "Transfer-Encoding") > 0;
		if (chunked && isVersion10(request)) {
			return Refusal.CHUNKS_IN_HTTP_1_0;
		}
		return (chunked || count(request, "Content-Length") > 1 || !hasReadableLength(request)) ? Refusal.LENGTH
				: Refusal.TARGET;
	}

	private static boolean hasReadableLength(Request request) {
		try {
			return request.getContentLengthLong() >= -1;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean isVersion10(Request request) {
		return request.protocol().equals("HTTP/1.0");
	}

	private static int count(Request request, String name) {
		return Collections.list(request.getMimeHeaders().values(name)).size();
	}

}
