/**
 * The contract of tracing: how the trace of a request is found again when its delivery is
 * handled.
 */
@NullMarked
package io.github.socialhook.tracing;

import org.jspecify.annotations.NullMarked;
