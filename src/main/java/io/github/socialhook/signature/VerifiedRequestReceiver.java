package io.github.socialhook.signature;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Receives each verified request straight from the filter, so that no other filter of the
 * application can refuse or change it.
 */
@FunctionalInterface
public interface VerifiedRequestReceiver {

	/**
	 * Receives and answers a request.
	 * @param request the verified request
	 * @param response where to write the answer
	 * @throws IOException if the sender has closed the connection
	 */
	void receive(VerifiedRequest request, HttpServletResponse response) throws IOException;

}
