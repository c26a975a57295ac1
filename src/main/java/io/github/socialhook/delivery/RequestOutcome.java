package io.github.socialhook.delivery;

/** How a request to a webhook endpoint was answered. */
public enum RequestOutcome {

	/** Genuine and stored: 200. */
	STORED,

	/** Genuine and stored before: 200. */
	DUPLICATE,

	/** The duplicate with only the legacy signature, discarded: 200. */
	LEGACY,

	/** From an address that may not send: 403. */
	STRANGER,

	/** No signature, or not a genuine one: 401. */
	REJECTED,

	/** A method other than POST: 405. */
	WRONG_METHOD,

	/** No endpoint has this path: 404. */
	NOT_FOUND,

	/** The request is no HTTP, or malformed: 400. */
	BAD_REQUEST,

	/** The head is over the limit: 400. */
	HEAD_TOO_LARGE,

	/** The head does not say how long the body is: 411. */
	LENGTH_REQUIRED,

	/** The head or the body did not come in time: 408, or no answer. */
	TOO_SLOW,

	/** The body is over the limit: 413. */
	TOO_LARGE,

	/** The body is said to be something other than plain JSON: 415. */
	WRONG_TYPE,

	/** The request broke off, or its body is not well-formed HTTP: 400, or no answer. */
	ABORTED,

	/** Too much is being received for another body to have room: 503. */
	OVERLOADED,

	/** This receiver is being stopped: 503. */
	STOPPING,

	/** Something unexpected went wrong: 500. */
	FAILED,

	/** Genuine, but not stored in time: 503. */
	UNAVAILABLE

}
