/**
 * The local file for deliveries while the database is unavailable, and their move to the
 * database.
 */
@NullMarked
package io.github.socialhook.store.spill;

import org.jspecify.annotations.NullMarked;
