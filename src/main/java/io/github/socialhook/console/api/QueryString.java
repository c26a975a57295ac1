package io.github.socialhook.console.api;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Validates the encoding of a query string, because servlet containers either replace
 * malformed characters or fail when the parameters are read.
 */
final class QueryString {

	private QueryString() {
	}

	/**
	 * Validates a query string.
	 * @param query the query string as it was sent
	 * @throws ProblemException if a name or a value is not percent-encoded UTF-8
	 */
	static void validate(String query) {
		for (String pair : query.split("&", -1)) {
			String[] parts = pair.split("=", 2);
			if (!isWellFormed(parts[0]) || (parts.length > 1 && !isWellFormed(parts[1]))) {
				throw ProblemException.badParameter(Parameters.shorten(parts[0]),
						"Its name or its value is not UTF-8 in percent-encoding.");
			}
		}
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
