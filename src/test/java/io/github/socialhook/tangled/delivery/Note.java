package io.github.socialhook.tangled.delivery;

import io.github.socialhook.tangled.inbox.Store;

/** Knows the room above it. */
public record Note(Store store) {
}
