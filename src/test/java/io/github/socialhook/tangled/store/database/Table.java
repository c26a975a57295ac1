package io.github.socialhook.tangled.store.database;

/** Lies two doors deep. */
public record Table(String name) {
}
