package io.github.socialhook.event.model;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a stream's address.
 */
public record StreamUrlComponents(@Nullable String origin, @Nullable String appName, @Nullable String streamName,
		@Nullable String query) {
}
