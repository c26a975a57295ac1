/** Deliveries as CloudEvents 1.0, for whatever passes them on. */
@NullMarked
package io.github.socialhook.cloudevent;

import org.jspecify.annotations.NullMarked;
