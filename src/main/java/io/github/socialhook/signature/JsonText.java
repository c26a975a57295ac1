package io.github.socialhook.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Rewrites JSON without understanding it: numbers and the order of members stay as they
 * are. What is no JSON comes out as something or other.
 */
final class JsonText {

	private JsonText() {
	}

	/** Leaves out the white space between the tokens. */
	static byte[] withoutSpace(byte[] json) {
		byte[] out = new byte[json.length];
		int length = 0;
		boolean inside = false;
		for (int i = 0; i < json.length; i++) {
			byte b = json[i];
			if (inside && b == '\\' && i + 1 < json.length) {
				out[length++] = b;
				i++;
				out[length++] = json[i];
				continue;
			}
			if (b == '"') {
				inside = !inside;
			}
			if (inside || !(b == ' ' || b == '\n' || b == '\r' || b == '\t')) {
				out[length++] = b;
			}
		}
		return Arrays.copyOf(out, length);
	}

	/**
	 * Writes out the characters that need no escape, as browsers and Node.js do: those
	 * beyond ASCII, and the slash.
	 */
	static byte[] withoutNeedlessEscapes(byte[] json) {
		String text = new String(json, StandardCharsets.UTF_8);
		StringBuilder out = new StringBuilder(text.length());
		int i = 0;
		while (i < text.length()) {
			char c = text.charAt(i);
			if (c != '\\' || i + 1 == text.length()) {
				out.append(c);
				i++;
			}
			else {
				i += unescape(text, i, out);
			}
		}
		return out.toString().getBytes(StandardCharsets.UTF_8);
	}

	/** Returns how long the escape is. */
	private static int unescape(String text, int start, StringBuilder out) {
		char kind = text.charAt(start + 1);
		if (kind == '/') {
			out.append('/');
			return 2;
		}
		int end = start + 6;
		if (kind == 'u' && end <= text.length()
				&& text.substring(start + 2, end).chars().allMatch(HexFormat::isHexDigit)) {
			int code = HexFormat.fromHexDigits(text, start + 2, end);
			if (code > 0x7f) {
				out.append((char) code);
				return 6;
			}
		}
		out.append('\\').append(kind);
		return 2;
	}

}
