package io.github.socialhook.console.view;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The body of a delivery as text, up to a length that a browser can show. Bytes that are
 * not UTF-8 are spelled out.
 *
 * @param raw the text as it was sent
 * @param pretty the text with line breaks and indentation; null if it does not look like
 * JSON
 * @param shown how much of it is shown; null if all is
 */
public record BodyText(String raw, @Nullable String pretty, @Nullable String shown) {

	static final int MAX_LENGTH = 128 * 1024;

	/**
	 * Reads a body.
	 * @param body any bytes
	 * @return what to show of it
	 */
	public static BodyText of(byte[] body) {
		String text = decode(body);
		boolean json = text.startsWith("{") || text.startsWith("[");
		return new BodyText(text, json ? new JsonIndenter(text).indent() : null, (body.length > MAX_LENGTH)
				? "The first " + Figures.size(MAX_LENGTH) + " of " + Figures.size(body.length) + " are shown." : null);
	}

	private static String decode(byte[] body) {
		ByteBuffer bytes = ByteBuffer.wrap(body, 0, Math.min(body.length, MAX_LENGTH));
		CharBuffer characters = CharBuffer.allocate(bytes.remaining());
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
			.onMalformedInput(CodingErrorAction.REPORT)
			.onUnmappableCharacter(CodingErrorAction.REPORT);
		StringBuilder text = new StringBuilder(bytes.remaining());
		while (true) {
			CoderResult result = decoder.decode(bytes, characters, true);
			text.append(characters.flip());
			characters.clear();
			if (result.isUnderflow()) {
				return text.toString();
			}
			for (int i = 0; i < result.length(); i++) {
				text.append(String.format(Locale.ROOT, "\u27e8%02X\u27e9", bytes.get() & 0xff));
			}
		}
	}

}
