/**
 * Tells which records of the log repeat earlier ones, as far as memory allows.
 */
@NullMarked
package io.github.socialhook.store.kafka.dedupe;

import org.jspecify.annotations.NullMarked;
