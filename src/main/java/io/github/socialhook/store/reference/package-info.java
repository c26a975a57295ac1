/** Indexes what deliveries refer to, after they are stored. */
@NullMarked
package io.github.socialhook.store.reference;

import org.jspecify.annotations.NullMarked;
