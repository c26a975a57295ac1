package io.github.socialhook.console.view;

import org.jspecify.annotations.Nullable;

/**
 * Something that needs attention.
 *
 * @param kind how bad it is, as the style sheet calls it
 * @param text a sentence
 * @param path where to see more; null if nowhere
 * @param link the text of the link; null if there is none
 */
public record Alert(String kind, String text, @Nullable String path, @Nullable String link) {

	/**
	 * Creates an alert about a failure.
	 * @param text a sentence
	 * @param path where to see more; null if nowhere
	 * @param link the text of the link; null if there is none
	 * @return the alert
	 */
	public static Alert bad(String text, @Nullable String path, @Nullable String link) {
		return new Alert("bad", text, path, link);
	}

	/**
	 * Creates an alert about what may become a failure.
	 * @param text a sentence
	 * @param path where to see more; null if nowhere
	 * @param link the text of the link; null if there is none
	 * @return the alert
	 */
	public static Alert warning(String text, @Nullable String path, @Nullable String link) {
		return new Alert("warning", text, path, link);
	}

}
