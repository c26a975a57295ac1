/** Lets the database know all deliveries of the log, whose bodies stay there. */
@NullMarked
package io.github.socialhook.store.kafka.index;

import org.jspecify.annotations.NullMarked;
