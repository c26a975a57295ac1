package io.github.socialhook.store.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.github.socialhook.inbox.Ledger;
import io.github.socialhook.store.queue.RowNumber;
import org.jspecify.annotations.Nullable;

/** Where a search continues, as the text that callers see. */
final class SearchCursor {

	private static final String PREFIX = "before:";

	private SearchCursor() {
	}

	static String write(long before) {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString((PREFIX + before).getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Reads the number below which a search continues; without a cursor, above all
	 * numbers.
	 * @throws Ledger.InvalidCursorException if it is not a cursor of this store
	 */
	static long read(@Nullable String cursor) {
		if (cursor == null) {
			return Long.MAX_VALUE;
		}
		String text = decode(cursor);
		if (!text.startsWith(PREFIX)) {
			throw new Ledger.InvalidCursorException();
		}
		return RowNumber.find(text.substring(PREFIX.length())).orElseThrow(Ledger.InvalidCursorException::new);
	}

	private static String decode(String cursor) {
		try {
			return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
		}
		catch (IllegalArgumentException ex) {
			throw new Ledger.InvalidCursorException();
		}
	}

}
