package io.github.socialhook.store.database;

import java.io.Serial;

/** The configured database is of a kind in which deliveries cannot be stored. */
public final class UnsupportedStoreException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	public UnsupportedStoreException(String url, String reason) {
		super("spring.datasource.url is '" + withoutParameters(url) + "'. " + reason);
	}

	/** Parameters may hold a password. */
	public static String withoutParameters(String url) {
		int query = url.indexOf('?');
		return (query < 0) ? url : url.substring(0, query);
	}

}
