/** The contract for storing deliveries, without an implementation. */
@NullMarked
package io.github.socialhook.inbox;

import org.jspecify.annotations.NullMarked;
