/** Damaged files of SQLite: sets them aside, and moves what can be read of them. */
@NullMarked
package io.github.socialhook.store.salvage;

import org.jspecify.annotations.NullMarked;
