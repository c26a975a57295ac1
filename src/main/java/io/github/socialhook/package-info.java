/**
 * Socialhook put together: the application and the auto-configuration that wires its
 * rooms.
 */
@NullMarked
package io.github.socialhook;

import org.jspecify.annotations.NullMarked;
