/**
 * Keeps the traffic of each minute.
 */
@NullMarked
package io.github.socialhook.store.traffic;

import org.jspecify.annotations.NullMarked;
