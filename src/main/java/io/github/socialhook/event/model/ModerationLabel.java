package io.github.socialhook.event.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that automatic moderation saw in a stream.
 */
public record ModerationLabel(@Nullable String category, @Nullable Double threshold, @Nullable Instant detectedAt) {
}
