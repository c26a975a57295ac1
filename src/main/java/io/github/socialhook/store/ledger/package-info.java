/** Searching and counting what is stored. */
@NullMarked
package io.github.socialhook.store.ledger;

import org.jspecify.annotations.NullMarked;
