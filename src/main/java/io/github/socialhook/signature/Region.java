package io.github.socialhook.signature;

/** A region of Social+, which sends webhooks from addresses of its own. */
enum Region {

	/** Singapore. */
	SG,

	/** Europe. */
	EU,

	/** The United States. */
	US

}
