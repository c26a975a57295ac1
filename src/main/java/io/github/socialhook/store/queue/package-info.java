/** Deliveries put, claimed and settled, and the local way past the database. */
@NullMarked
package io.github.socialhook.store.queue;

import org.jspecify.annotations.NullMarked;
