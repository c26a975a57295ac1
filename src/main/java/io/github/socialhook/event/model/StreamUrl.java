package io.github.socialhook.event.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a stream is sent to or watched.
 */
public record StreamUrl(@Nullable String url, @Nullable StreamUrlComponents components) {
}
