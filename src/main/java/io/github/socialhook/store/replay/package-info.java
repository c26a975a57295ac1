/** Makes deliveries due again, one or many, at a bounded rate. */
@NullMarked
package io.github.socialhook.store.replay;

import org.jspecify.annotations.NullMarked;
