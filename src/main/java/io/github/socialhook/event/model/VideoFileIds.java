package io.github.socialhook.event.model;

import org.jspecify.annotations.Nullable;

/**
 * The files of a video, by quality.
 */
public record VideoFileIds(@Nullable String original, @Nullable String low, @Nullable String medium,
		@Nullable String high) {
}
