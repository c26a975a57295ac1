package io.github.socialhook.event.model;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An uploaded file. {@code accessType} and {@code altText} came in spring 2025.
 */
public record File(@Nullable String fileId, @Nullable String fileUrl, @Nullable FileType type,
		@Nullable FileAccessType accessType, @Nullable String altText, @Nullable Instant createdAt,
		@Nullable Instant updatedAt, @Nullable FileAttributes attributes) {
}
