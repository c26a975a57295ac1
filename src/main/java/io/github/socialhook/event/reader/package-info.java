/**
 * Reads the bytes of a body as an event, and tolerates deviations of Social+ from its
 * reference.
 */
@NullMarked
package io.github.socialhook.event.reader;

import org.jspecify.annotations.NullMarked;
