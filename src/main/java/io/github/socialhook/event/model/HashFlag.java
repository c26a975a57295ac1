package io.github.socialhook.event.model;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A probabilistic record of who flagged something. {@code hash} is opaque: text, a list
 * of texts or of numbers, by source and year.
 */
public record HashFlag(@Nullable Long bits, @Nullable Long hashes, @Nullable JsonNode hash) {
}
