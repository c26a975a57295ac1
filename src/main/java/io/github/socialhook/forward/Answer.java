package io.github.socialhook.forward;

import org.jspecify.annotations.Nullable;

/**
 * What a service answered.
 *
 * @param status the status code
 * @param retryAfter the header Retry-After, if there is one
 * @param excerpt the beginning of the body, in printable characters
 */
record Answer(int status, @Nullable String retryAfter, String excerpt) {

	boolean isSuccess() {
		return this.status / 100 == 2;
	}

	boolean isRedirect() {
		return this.status / 100 == 3;
	}

}
