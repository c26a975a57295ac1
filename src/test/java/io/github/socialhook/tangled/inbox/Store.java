package io.github.socialhook.tangled.inbox;

import io.github.socialhook.tangled.delivery.Note;

/** Closes the circle. */
public record Store(Note note) {
}
