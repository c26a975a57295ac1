package io.github.socialhook.event.model;

import org.jspecify.annotations.Nullable;

/**
 * Name, kind and size of a file.
 */
public record FileAttributes(@Nullable String name, @Nullable String extension, @Nullable Long size,
		@Nullable String mimeType, @Nullable FileImageMetadata metadata) {
}
