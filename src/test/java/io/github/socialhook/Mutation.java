package io.github.socialhook;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A change to the text of a request, each character of which is a byte.
 *
 * @param kind what is done
 * @param place where, as a share of the length
 * @param length how many bytes it is about
 * @param word what is put in
 */
record Mutation(Kind kind, double place, int length, String word) {

	/** What reads as something in a request, or has been misread by somebody. */
	private static final String[] WORDS = { "\r\n", "\n", "\r", "\0", ":", " ", "\t", ";", ",", "\r\n\r\n", "\u000b",
			"\u0080", "\u00ff", "\r\n ", "HTTP/1.0", "HTTP/2.0", "GET ", "POST ", "/", "%00", "//", "0\r\n\r\n",
			"ffffffff\r\n", "7fffffffffffffff\r\n", "-1", "+", "0x", "Content-Length: 5\r\n", "Content-Length: 0\r\n",
			"content-length : 3\r\n", "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: identity\r\n",
			"Transfer-Encoding:\u000bchunked\r\n", "Expect: 100-continue\r\n", "Content-Encoding: gzip\r\n",
			"Content-Type: text/plain\r\n", "Connection: close\r\n",
			"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n",
			"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "Host: elsewhere\r\n", "x-amity-signature: \r\n",
			"x-eko-signature: a\r\n", "Trailer: x-amity-signature\r\n", "Cookie: a=\"\\\r\n", "TE: trailers\r\n" };

	static Arbitrary<Mutation> any() {
		return Combinators
			.combine(Arbitraries.of(Kind.class), Arbitraries.doubles().between(0, 1),
					Arbitraries.integers().between(1, 60), Arbitraries.of(WORDS))
			.as(Mutation::new);
	}

	String of(String text) {
		int start = (int) (this.place * text.length());
		int end = Math.min(text.length(), start + this.length);
		String before = text.substring(0, start);
		String cut = text.substring(start, end);
		String after = text.substring(end);
		return switch (this.kind) {
			case FLIP -> cut.isEmpty() ? text
					: before + (char) (cut.charAt(0) ^ (1 << (this.length % 8))) + cut.substring(1) + after;
			case INSERT -> before + this.word + cut + after;
			case REPLACE -> before + this.word + after;
			case CUT -> before + after;
			case DOUBLE -> before + cut + cut + after;
			case END -> before;
			case NEW_LINE -> {
				int line = text.indexOf("\r\n", start);
				yield (line < 0) ? text : text.substring(0, line + 2) + this.word + text.substring(line + 2);
			}
			case NO_LINE -> {
				int line = text.indexOf("\r\n", start);
				int next = text.indexOf("\r\n", line + 2);
				yield (line < 0 || next < 0) ? text : text.substring(0, line) + text.substring(next);
			}
			case LINE_TWICE -> {
				int line = text.indexOf("\r\n", start);
				int next = text.indexOf("\r\n", line + 2);
				yield (line < 0 || next < 0) ? text
						: text.substring(0, next) + text.substring(line, next) + text.substring(next);
			}
			case BARE_LINE_FEEDS -> text.replace("\r\n", "\n");
			case AGAIN -> text + text;
		};
	}

	/** What can be done to a text. */
	enum Kind {

		FLIP, INSERT, REPLACE, CUT, DOUBLE, END, NEW_LINE, NO_LINE, LINE_TWICE, BARE_LINE_FEEDS, AGAIN

	}

}
