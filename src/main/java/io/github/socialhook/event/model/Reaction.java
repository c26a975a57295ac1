package io.github.socialhook.event.model;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The reactions to one thing.
 */
public record Reaction(@Nullable String referenceId, @Nullable ReactionReferenceType referenceType,
		List<Reactor> reactors) {
}
