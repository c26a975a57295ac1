package io.github.socialhook.delivery;

/** How a request to a webhook endpoint was answered. */
public enum RequestOutcome {

	/** Genuine and stored: 200. */
	STORED,

	/** Genuine and stored before: 200. */
	DUPLICATE,

	/** The twin with only the legacy signature, dropped: 200. */
	LEGACY,

	/** From an address that may not send: 403. */
	STRANGER,

	/** No signature, or not a genuine one: 401. */
	REJECTED,

	/** A method other than POST: 405. */
	WRONG_METHOD,

	/** The body did not come in time: 408. */
	TOO_SLOW,

	/** The body is over the limit: 413. */
	TOO_LARGE,

	/** The body is said to be something other than plain JSON: 415. */
	WRONG_TYPE,

	/** The body broke off, or is not well-formed HTTP: 400. */
	ABORTED,

	/** Too much is being received for another body to have room: 503. */
	OVERLOADED,

	/** Genuine, but not stored in time: 503. */
	UNAVAILABLE

}
