package io.github.socialhook.console.view;

import java.util.Locale;

/**
 * Makes characters visible that could disguise what a sender wrote: controls, controls of
 * the writing direction, unpaired surrogates and invisible tags.
 */
public final class VisibleText {

	private static final int LAST_C0_CONTROL = 0x1f;

	private VisibleText() {
	}

	/**
	 * Returns HTML in which such characters are spelled out in the text, and references
	 * in tags, so that values of forms stay what they are.
	 */
	static String inHtml(String html) {
		StringBuilder visible = new StringBuilder(html.length() + 16);
		boolean tag = false;
		for (int i = 0; i < html.length();) {
			int character = html.codePointAt(i);
			if (character == '<' || character == '>') {
				tag = character == '<';
			}
			if (!isDisguise(character)) {
				visible.appendCodePoint(character);
			}
			else if (tag) {
				visible.append("&#x").append(Integer.toHexString(character)).append(';');
			}
			else {
				visible.append(String.format(Locale.ROOT, "\u27e8U+%04X\u27e9", character));
			}
			i += Character.charCount(character);
		}
		return visible.toString();
	}

	/**
	 * Whether a text can be shown as it is, and copied from there.
	 * @param text any text
	 * @return true if it has no such character
	 */
	public static boolean isPlain(String text) {
		return text.codePoints().noneMatch((character) -> character == '\r' || isDisguise(character));
	}

	private static boolean isDisguise(int character) {
		if (character <= LAST_C0_CONTROL) {
			return character != '\n' && character != '\t' && character != '\r';
		}
		if (character < 0x7f) {
			return false;
		}
		return character <= 0x9f || character == 0xad || character == 0x61c || character == 0x180e
				|| character == 0x200b || character == 0x200e || character == 0x200f
				|| (character >= 0x2028 && character <= 0x202e) || (character >= 0x2060 && character <= 0x206f)
				|| (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) || character == 0xfeff
				|| (character >= 0xfff9 && character <= 0xfffb) || (character >= 0xe0000 && character <= 0xe0fff);
	}

}
