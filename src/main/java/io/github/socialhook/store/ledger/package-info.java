/** Searches and counts stored deliveries. */
@NullMarked
package io.github.socialhook.store.ledger;

import org.jspecify.annotations.NullMarked;
