package io.github.socialhook.event.model;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is known of a picture; other files have none or an empty one.
 */
public record FileImageMetadata(@Nullable JsonNode exif, @Nullable JsonNode gps, @Nullable Long height,
		@Nullable Long width, @Nullable Boolean isFull) {
}
