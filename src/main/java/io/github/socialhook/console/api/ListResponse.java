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

}
