package io.github.socialhook.test;

/** What can be sent: an event that was built, or a sample. */
@FunctionalInterface
public interface EventBody {

	/**
	 * Returns the body of the request.
	 * @return the body as JSON in UTF-8
	 */
	byte[] body();

}
