/**
 * Stores, claims and settles deliveries, and hands local ones over without a database
 * query.
 */
@NullMarked
package io.github.socialhook.store.queue;

import org.jspecify.annotations.NullMarked;
