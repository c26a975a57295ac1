package io.github.socialhook.console.oidc;

/**
 * The name of a user of a provider, as the audit and the log have it. It cannot be the
 * name of a configured user, which has no colon.
 */
final class PersonName {

	private static final int LONGEST = 100;

	private PersonName() {
	}

	static String of(String provider, String name) {
		StringBuilder text = new StringBuilder(provider).append(':');
		name.codePoints()
			.limit(LONGEST)
			.map((character) -> isPlain(character) ? character : '?')
			.forEach(text::appendCodePoint);
		return text.toString();
	}

	/** It is logged, and the user may have chosen it. */
	private static boolean isPlain(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE ->
				false;
			default -> true;
		};
	}

}
