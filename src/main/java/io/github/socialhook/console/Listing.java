package io.github.socialhook.console;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param <T> the type of what is listed
 * @param items what is on the page
 * @param next the cursor of the next page; null at the end
 */
record Listing<T>(List<T> items, @Nullable String next) implements Shown {

	static <T> Listing<T> all(List<T> items) {
		return new Listing<>(items, null);
	}

}
