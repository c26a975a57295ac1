package io.github.socialhook.event.model;

import org.jspecify.annotations.Nullable;

/**
 * How sure the automatic moderation is of one category, and from where on it acts.
 */
public record AiModerationCategory(@Nullable String name, @Nullable Double score, @Nullable Double flagConfidence,
		@Nullable Double blockConfidence) {
}
