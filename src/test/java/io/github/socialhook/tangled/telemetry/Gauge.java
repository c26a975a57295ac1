package io.github.socialhook.tangled.telemetry;

import io.github.socialhook.tangled.store.database.Table;

/** Counts where it should ask. */
public record Gauge(Table table) {
}
