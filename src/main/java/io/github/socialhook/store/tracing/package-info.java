/** Keeps the traces of the requests that brought deliveries. */
@NullMarked
package io.github.socialhook.store.tracing;

import org.jspecify.annotations.NullMarked;
