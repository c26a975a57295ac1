package io.github.socialhook.console.api;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A page of a list of deliveries.
 *
 * @param items the deliveries of the page
 * @param next the cursor of the next page; null at the end
 * @param indexedUntil in a search by what deliveries refer to, when the oldest was
 * received that it does not find yet; null if there is none
 */
record DeliveryListResponse(List<DeliveryListItem> items, @Nullable String next,
		@Nullable Instant indexedUntil) implements ApiResponse {

}
