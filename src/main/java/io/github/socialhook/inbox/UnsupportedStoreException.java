package io.github.socialhook.inbox;

import java.io.Serial;

/** The configured database is of a kind in which deliveries cannot be stored. */
final class UnsupportedStoreException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	UnsupportedStoreException(String url, String reason) {
		super("spring.datasource.url is '" + withoutParameters(url) + "'. " + reason);
	}

	/** Parameters may hold a password. */
	static String withoutParameters(String url) {
		int query = url.indexOf('?');
		return (query < 0) ? url : url.substring(0, query);
	}

}
