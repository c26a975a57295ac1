package io.github.socialhook.event.model;

import org.jspecify.annotations.Nullable;

/**
 * A file attached to a comment.
 */
public record CommentAttachment(@Nullable CommentAttachmentType type, @Nullable String fileId) {
}
