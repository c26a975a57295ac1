/** The embedded store: one SQLite file. */
@NullMarked
package io.github.socialhook.store.sqlite;

import org.jspecify.annotations.NullMarked;
