package io.github.socialhook.problem;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The mark on a request that is proven to come from Social+. By it the web server knows
 * which connections are worth keeping when there are too many.
 */
public final class GenuineRequest {

	private static final String ATTRIBUTE = GenuineRequest.class.getName();

	private GenuineRequest() {
	}

	/**
	 * Marks a request.
	 * @param request the request
	 * @param proof the proof, for the class that attaches it
	 */
	public static void mark(ServletRequest request, Object proof) {
		request.setAttribute(ATTRIBUTE, proof);
	}

	/**
	 * Returns what proves that a request is genuine.
	 * @param request the request
	 * @return the proof, or null if there is none
	 */
	public static @Nullable Object proofOf(ServletRequest request) {
		return request.getAttribute(ATTRIBUTE);
	}

}
