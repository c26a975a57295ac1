/** The thread that writes: groups of writes, each committed and synced as one. */
@NullMarked
package io.github.socialhook.store.write;

import org.jspecify.annotations.NullMarked;
