package io.github.socialhook.console.api;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param <T> the type of what is listed
 * @param items the items of the page
 * @param next the cursor of the next page; null at the end
 */
record ListResponse<T>(List<T> items, @Nullable String next) implements ApiResponse {

	static <T> ListResponse<T> of(List<T> items) {
		return new ListResponse<>(items, null);
	}

	/**
	 * A list with numbers that were counted for a bounded time.
	 *
	 * @param <T> the type of what is listed
	 * @param items the items
	 * @param next always null: the list is whole
	 * @param complete whether all was counted; if not, the numbers are at least so high
	 */
	record Counted<T>(List<T> items, @Nullable String next, boolean complete) implements ApiResponse {

		static <T> Counted<T> of(List<T> items, boolean complete) {
			return new Counted<>(items, null, complete);
		}

	}

}
