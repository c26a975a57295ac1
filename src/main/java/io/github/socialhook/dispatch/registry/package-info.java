/**
 * Finds the handler methods, validates them, and knows which of them take which event and
 * with which settings.
 */
@NullMarked
package io.github.socialhook.dispatch.registry;

import org.jspecify.annotations.NullMarked;
