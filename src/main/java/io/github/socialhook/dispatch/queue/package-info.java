/**
 * Routes claims to the executors of the handlers, each with its own keyed queue, its
 * admission control and its circuit breaker.
 */
@NullMarked
package io.github.socialhook.dispatch.queue;

import org.jspecify.annotations.NullMarked;
