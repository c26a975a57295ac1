/** The store for several nodes: PostgreSQL. */
@NullMarked
package io.github.socialhook.store.postgresql;

import org.jspecify.annotations.NullMarked;
