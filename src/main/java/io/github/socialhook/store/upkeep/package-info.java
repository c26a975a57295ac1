/** What keeps a store in order by itself: retention, and clocks that were set back. */
@NullMarked
package io.github.socialhook.store.upkeep;

import org.jspecify.annotations.NullMarked;
