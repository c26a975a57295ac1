package io.github.socialhook.problem;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Validates the encoding of a query string, because servlet containers either replace
 * malformed characters or fail when the parameters are read.
 */
public final class QueryString {

	private static final int MAX_NAME_LENGTH = 50;

	private QueryString() {
	}

	/**
	 * Returns the first parameter whose name or value is not UTF-8 in percent-encoding.
	 * @param query the query string as it was sent
	 * @return the name as it was sent, shortened; null if all are well-formed
	 */
	public static @Nullable String firstMalformed(String query) {
		for (String pair : query.split("&", -1)) {
			String[] parts = pair.split("=", 2);
			if (!isWellFormed(parts[0]) || (parts.length > 1 && !isWellFormed(parts[1]))) {
				return parts[0].substring(0, Math.min(parts[0].length(), MAX_NAME_LENGTH));
			}
		}
		return null;
	}

	private static boolean isWellFormed(String encoded) {
		try {
			String bytes = URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1);
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
			return true;
		}
		catch (CharacterCodingException | IllegalArgumentException ex) {
			return false;
		}
	}

}
