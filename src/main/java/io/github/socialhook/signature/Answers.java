package io.github.socialhook.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;

/**
 * The answers of the public port, written straight to the response so that no error page
 * of the framework comes between.
 */
public final class Answers {

	private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

	private Answers() {
	}

	/**
	 * Acknowledges a delivery the way Social+ expects it: 200 and an empty JSON object.
	 * @param response where to write
	 * @throws IOException if the sender has gone away
	 */
	public static void acknowledge(HttpServletResponse response) throws IOException {
		write(response, 200, "application/json", EMPTY_OBJECT);
	}

	/**
	 * Says that a genuine delivery could not be stored: 503, with {@code Retry-After}.
	 * @param response where to write
	 * @throws IOException if the sender has gone away
	 */
	public static void unavailable(HttpServletResponse response) throws IOException {
		problem(response, 503, "Service Unavailable", "The delivery could not be stored. Send it again.");
	}

	/**
	 * Says that there is nothing at this path: 404.
	 * @param response where to write
	 * @throws IOException if the sender has gone away
	 */
	public static void notFound(HttpServletResponse response) throws IOException {
		problem(response, 404, "Not Found", "There is no webhook endpoint at this path.");
	}

	/**
	 * Says that a request was refused before it came to an endpoint.
	 * @param response where to write
	 * @param status 400 or above
	 * @throws IOException if the sender has gone away
	 */
	public static void refuse(HttpServletResponse response, int status) throws IOException {
		HttpStatus known = HttpStatus.resolve(status);
		String detail = switch (status) {
			case HttpServletResponse.SC_REQUEST_TIMEOUT -> Refusal.TOO_SLOW.detail();
			case HttpServletResponse.SC_INTERNAL_SERVER_ERROR -> "The request could not be answered.";
			case HttpServletResponse.SC_SERVICE_UNAVAILABLE -> "This receiver is being stopped. Send it again.";
			default -> "The request could not be understood.";
		};
		problem(response, status, (known != null) ? known.getReasonPhrase() : "Refused", detail);
	}

	static void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
		if (refusal == Refusal.WRONG_METHOD) {
			response.setHeader("Allow", "POST");
		}
		if (refusal.status() == 401) {
			response.setHeader("WWW-Authenticate", "x-amity-signature");
		}
		problem(response, refusal.status(), HttpStatus.valueOf(refusal.status()).getReasonPhrase(), refusal.detail());
	}

	/** All texts are ours and need no escaping. */
	private static void problem(HttpServletResponse response, int status, String title, String detail)
			throws IOException {
		if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
			response.setHeader("Retry-After", "1");
		}
		String problem = """
				{"type":"about:blank","title":"%s","status":%d,"detail":"%s"}""".formatted(title, status, detail);
		write(response, status, "application/problem+json", problem.getBytes(StandardCharsets.UTF_8));
	}

	private static void write(HttpServletResponse response, int status, String type, byte[] body) throws IOException {
		response.setStatus(status);
		response.setContentType(type);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
