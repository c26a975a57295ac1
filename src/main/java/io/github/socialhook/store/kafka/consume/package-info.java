/**
 * Hands over to each handler what the log has for it, and commits how far each has come.
 */
@NullMarked
package io.github.socialhook.store.kafka.consume;

import org.jspecify.annotations.NullMarked;
