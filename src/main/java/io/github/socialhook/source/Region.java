package io.github.socialhook.source;

/** A region of Social+. Each sends webhooks from different addresses. */
enum Region {

	/** Singapore. */
	SG,

	/** Europe. */
	EU,

	/** The United States. */
	US

}
