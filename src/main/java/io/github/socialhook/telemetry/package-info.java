/**
 * Metrics of requests, handlers and the inbox, and the health indicator for accepting
 * deliveries.
 */
@NullMarked
package io.github.socialhook.telemetry;

import org.jspecify.annotations.NullMarked;
