package io.github.socialhook.source;

/** A region of Social+. Each sends webhooks from addresses of its own. */
enum Region {

	/** Singapore. */
	SG,

	/** Europe. */
	EU,

	/** The United States. */
	US

}
