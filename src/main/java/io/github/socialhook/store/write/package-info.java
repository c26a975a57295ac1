/** The writer thread: groups of writes, each committed and synced together. */
@NullMarked
package io.github.socialhook.store.write;

import org.jspecify.annotations.NullMarked;
