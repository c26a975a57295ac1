package io.github.socialhook.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.github.socialhook.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;

/**
 * The responses of the webhook endpoints, written straight to the response so that no
 * error page of the framework comes between.
 */
public final class WebhookResponses {

	private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

	private WebhookResponses() {
	}

	/**
	 * Acknowledges a delivery the way Social+ expects it: 200 and an empty JSON object.
	 * @param response where to write
	 * @throws IOException if the sender has closed the connection
	 */
	public static void acknowledge(HttpServletResponse response) throws IOException {
		response.setStatus(HttpServletResponse.SC_OK);
		response.setContentType("application/json");
		response.setContentLength(EMPTY_OBJECT.length);
		response.getOutputStream().write(EMPTY_OBJECT);
	}

	/**
	 * Says that a genuine delivery could not be stored: 503, with {@code Retry-After}.
	 * @param response where to write
	 * @throws IOException if the sender has closed the connection
	 */
	public static void unavailable(HttpServletResponse response) throws IOException {
		problem(response, HttpStatus.SERVICE_UNAVAILABLE, "The delivery could not be stored. Send it again.");
	}

	static void reject(HttpServletResponse response, RejectionReason reason) throws IOException {
		if (reason == RejectionReason.WRONG_METHOD) {
			response.setHeader("Allow", "POST");
		}
		if (reason.status() == HttpServletResponse.SC_UNAUTHORIZED) {
			response.setHeader("WWW-Authenticate", "x-amity-signature");
		}
		problem(response, HttpStatus.valueOf(reason.status()), reason.detail());
	}

	private static void problem(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
		if (status == HttpStatus.SERVICE_UNAVAILABLE) {
			response.setHeader("Retry-After", "1");
		}
		new Problem(status.value(), status.getReasonPhrase(), detail).writeTo(response);
	}

}
