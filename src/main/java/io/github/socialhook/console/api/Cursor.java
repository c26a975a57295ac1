package io.github.socialhook.console.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.github.socialhook.delivery.DeliveryId;

/** The position of the next page, as opaque text. */
final class Cursor {

	private static final String PREFIX = "before:";

	private Cursor() {
	}

	static String write(DeliveryId before) {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString((PREFIX + before).getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Reads a cursor.
	 * @throws IllegalArgumentException if it is none
	 */
	static DeliveryId read(String cursor) {
		String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
		if (!text.startsWith(PREFIX)) {
			throw new IllegalArgumentException("Not a cursor");
		}
		return new DeliveryId(Long.parseLong(text.substring(PREFIX.length())));
	}

}
