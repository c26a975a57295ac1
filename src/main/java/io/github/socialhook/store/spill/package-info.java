/** The local file for deliveries while the database is away, and the way back. */
@NullMarked
package io.github.socialhook.store.spill;

import org.jspecify.annotations.NullMarked;
