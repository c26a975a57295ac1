package io.github.socialhook.event;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event whose payload is not known: its name as sent, if it has one, and its JSON.
 */
public record UnknownEvent(@Nullable String name, JsonNode json) {
}
