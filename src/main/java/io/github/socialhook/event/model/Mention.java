package io.github.socialhook.event.model;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Users mentioned in a message, a post or a comment, or a whole channel; then there are
 * no ids.
 */
public record Mention(@Nullable MentionType type, List<String> userIds, List<String> userPublicIds,
		List<String> userInternalIds) {
}
