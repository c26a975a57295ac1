package io.github.socialhook.console.security;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;

/** Writes the page that a browser shows when the security refuses a request. */
@FunctionalInterface
public interface RefusalPage {

	/**
	 * Writes the whole response.
	 * @param request the request
	 * @param response a response that is not committed
	 * @param status the status code
	 * @param detail a sentence that says what to do
	 * @throws IOException if the client has closed the connection
	 */
	void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
			throws IOException;

}
