package io.github.socialhook.signature;

/** What the web server serves beside the webhook endpoints. */
public enum PublicPort {

	/** Nothing: a request for any other path is answered with 404. */
	DEDICATED,

	/** Pages of the host application, which are left alone. */
	SHARED

}
