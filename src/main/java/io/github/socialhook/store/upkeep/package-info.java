/** Maintenance of a store: retention, and corrections after clock changes. */
@NullMarked
package io.github.socialhook.store.upkeep;

import org.jspecify.annotations.NullMarked;
